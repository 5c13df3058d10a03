/**
 * Joins marks into flushes at least `gapMs` apart: fifty deltas a second cost no more drawing than five.
 * A timer and not an animation frame, because a hidden page still has to know the truth.
 */
export function createScheduler(flush: () => void, gapMs: number): { mark(): void; stop(): void } {
  let timer: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    timer = undefined;
    last = performance.now();
    flush();
  };
  return {
    mark() {
      if (timer !== undefined) return;
      timer = window.setTimeout(run, Math.max(0, last + gapMs - performance.now()));
    },
    stop() {
      window.clearTimeout(timer);
      timer = undefined;
    },
  };
}
