/** The top and the step of an axis with `steps` intervals over values up to `most`: 1, 2, 2.5 or 5 times a power of ten. */
export function roundScale(most: number, steps: number): { max: number; interval: number } {
  const least = Math.max(most, 10) / steps;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= least) ?? 10;
  const interval = factor * power;
  return { max: interval * steps, interval };
}
