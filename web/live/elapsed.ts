/** A date this far ahead of the other clock means that the machine slept, or that its date was set. */
const sleptMs = 1_000;

/**
 * Milliseconds since it was made, sleep included: on some systems `performance.now()` stands still while the machine
 * sleeps, and what was heard before would look as if it had just come. A date that is set back changes nothing.
 */
export function createElapsed(
  awake: () => number = () => performance.now(),
  date: () => number = () => Date.now(),
): () => number {
  let elapsed = 0;
  let [lastAwake, lastDate] = [awake(), date()];
  return () => {
    const [nowAwake, nowDate] = [awake(), date()];
    const step = nowAwake - lastAwake;
    const dateStep = nowDate - lastDate;
    [lastAwake, lastDate] = [nowAwake, nowDate];
    elapsed += dateStep - step > sleptMs ? dateStep : step;
    return elapsed;
  };
}
