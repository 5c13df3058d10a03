/** Numbers that run from the old to the new: one animation frame loop for all of them, at about 30 a second. */

type Step = (now: number) => boolean;

const steps = new Set<Step>();
let frame = 0;
/** Between two frames; an eye does not see more of running digits. */
const restMs = 25;

function run(now: number): void {
  frame = 0;
  for (const step of steps) if (!step(now)) steps.delete(step);
  if (steps.size > 0) window.setTimeout(wake, restMs);
}

function wake(): void {
  if (frame === 0) frame = requestAnimationFrame(run);
}

export const tweenMs = 600;

const easeOut = (t: number): number => 1 - (1 - t) ** 3;

/** Calls `show` with values from `from` to `to` over 600 ms, the last one being `to`. Returns how to stop it. */
export function tween(from: number, to: number, show: (value: number) => void): () => void {
  const begin = performance.now();
  const step: Step = (now) => {
    const t = Math.min(1, Math.max(0, (now - begin) / tweenMs));
    show(t === 1 ? to : from + (to - from) * easeOut(t));
    return t < 1;
  };
  steps.add(step);
  wake();
  return () => {
    steps.delete(step);
  };
}
