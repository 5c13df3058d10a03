/** Frames of one look at how smoothly the page is drawn: about a second of them. */
const framesMost = 60;

/** The value below which 95 of 100 lie. */
export function percentile95(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)];
}

/** Where so few come in this time (ms) that there is nothing to measure. */
const patienceMs = 5_000;

/** The 95th percentile of the time between two frames (ms), from a second of them: to ask for all costs too much. */
export function measureFrames(done: (frameMs: number | undefined) => void): void {
  const times: number[] = [];
  let last: number | undefined;
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    window.clearTimeout(timer);
    done(percentile95(times));
  };
  const timer = window.setTimeout(end, patienceMs);
  const frame = (now: number): void => {
    if (last !== undefined) times.push(now - last);
    last = now;
    if (over) return;
    if (times.length < framesMost) requestAnimationFrame(frame);
    else end();
  };
  requestAnimationFrame(frame);
}
