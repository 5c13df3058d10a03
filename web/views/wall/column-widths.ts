/** Columns cut to the width of a screen, their gutters on its seams. */
import { gap, type Want } from './seats.ts';

/** How far a width is from what its column asked for, either way the same. */
const strain = (width: number, { ideal }: Want): number => Math.log(width / ideal) ** 2;

/** Widths in proportion to the ideals, none below its least; undefined where there is too little for all. */
function share(wants: readonly Want[], total: number): number[] | undefined {
  const kept = new Map<number, number>();
  for (;;) {
    const rest = total - [...kept.values()].reduce((sum, width) => sum + width, 0);
    const open = wants.map((want, index) => ({ want, index })).filter(({ index }) => !kept.has(index));
    const sum = open.reduce((all, { want }) => all + want.ideal, 0);
    const short = open.filter(({ want }) => (want.ideal / sum) * rest < want.least);
    if (short.length === 0)
      return rest < 0 ? undefined : wants.map((want, index) => kept.get(index) ?? (want.ideal / sum) * rest);
    if (short.length === open.length) return undefined;
    for (const { want, index } of short) kept.set(index, want.least);
  }
}

/** Every way to put the seams on gutters, in order: gutter 1 follows the first column. */
function* gutterChoices(seams: number, from: number, gutters: number): Generator<number[]> {
  if (seams === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= gutters - seams + 1; first++)
    for (const rest of gutterChoices(seams - 1, first + 1, gutters)) yield [first, ...rest];
}

/** Widths with the middle of the gutters named on the seams. */
function cut(
  wants: readonly Want[],
  width: number,
  seams: readonly number[],
  gutters: readonly number[],
): number[] | undefined {
  const widths: number[] = [];
  for (let part = 0; part <= seams.length; part++) {
    const columns = wants.slice(gutters[part - 1] ?? 0, gutters[part] ?? wants.length);
    const from = part === 0 ? 0 : (seams[part - 1] ?? 0) + gap / 2;
    const to = part === seams.length ? width : (seams[part] ?? 0) - gap / 2;
    const cutPart = share(columns, to - from - gap * (columns.length - 1));
    if (cutPart === undefined) return undefined;
    widths.push(...cutPart);
  }
  return widths;
}

export interface Cut {
  widths: number[];
  /** Gutters that lie on a seam: the number of the column before each. */
  gutters: number[];
  /** How far the columns are from what they asked for; less is better. */
  strain: number;
}

/** The best way to cut columns to a width with all seams on gutters; undefined where there is none. */
export function cutColumns(wants: readonly Want[], width: number, seams: readonly number[]): Cut | undefined {
  let best: Cut | undefined;
  for (const gutters of gutterChoices(seams.length, 1, wants.length - 1)) {
    const widths = cut(wants, width, seams, gutters);
    if (widths === undefined) continue;
    const sum = wants.reduce((all, want, index) => all + strain(widths[index] ?? 0, want), 0);
    if (best === undefined || sum < best.strain) best = { widths, gutters, strain: sum };
  }
  return best;
}
