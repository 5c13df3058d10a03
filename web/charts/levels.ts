/** The steps of the choropleth: nothing at all is the darkest, what is above 0 falls into up to three equal parts. */

export interface Levels {
  /** Greatest value of each step above 0, ascending. */
  bounds: number[];
  /** 0 for nothing, else 1–3. */
  levelOf(value: number): number;
}

export function levelsOf(values: readonly number[]): Levels {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  const bounds = sorted.length === 0 ? [] : [...new Set([at(1 / 3), at(2 / 3), at(1)])];
  return {
    bounds,
    levelOf(value) {
      if (value <= 0 || bounds.length === 0) return 0;
      const step = bounds.findIndex((bound) => value <= bound);
      return step < 0 ? bounds.length : step + 1;
    },
  };
}
