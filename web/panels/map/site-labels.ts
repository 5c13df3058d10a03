/** The sites of a town as the map shows them: each a mark with its name, as large as all of them have room for. */
import { type FigureKind, formatFigure } from '../../format/figures.ts';
import { siteLabel } from '../../format/words.ts';
import type { Point } from './plane.ts';
import { slotsOf } from './site-slots.ts';

export interface SiteToMark {
  code: string;
  name: string;
  tier: string;
  /** Its number of the layer, where it has one. */
  amount: number | undefined;
}

export interface SiteLabel {
  code: string;
  name: string;
  tier: string;
  /** Middle of the mark. */
  at: Point;
  /** From there to where the name begins, at half its height; else it is right of the mark. */
  shift?: Point;
  /** There is no room for its name. */
  bare?: boolean;
}

export interface SiteLabels {
  labels: SiteLabel[];
  /** Size of the letters in pixels; 0 where there are too many sites for their names. */
  size: number;
  /** Room for a name in pixels. */
  width: number;
  /** Each name is followed by its number. */
  numbered: boolean;
}

/** Letters that a name may have before it is cut; the whole one is the title of its mark. */
const lettersMost = 9;
/** In letters: the mark with its gap before the name, a digit, the gap after the name and that after the slot. */
const em = { mark: 1.1, digit: 0.48, gap: 0.35, after: 0.7, line: 1.36 };
/** Sites whose names have no room are marks alone, in design pixels. */
const bareMark = { width: 26, height: 22 };
const edge = 9;

const lettersOf = (name: string): number =>
  [...name].reduce((sum, letter) => sum + (letter < '\u2e80' ? 0.58 : 1), 0);

/** 站 of 实践站: what tells a station from a point of the same village. */
const lastLetter = (name: string): string => name.slice(-1);

/** What each site is called on the map of its town; of equal names each is told by its tier. */
export function markNames(
  sites: readonly SiteToMark[],
  tierName: (tier: string) => string,
): ReadonlyMap<string, string> {
  const plain = sites.map((site) => (site.tier === 'institute' ? tierName(site.tier) : siteLabel(site.name)));
  const twice = new Set(plain.filter((name, index) => plain.indexOf(name) !== index));
  return new Map(
    sites.map(({ code, tier }, index) => {
      const name = plain[index] ?? code;
      return [code, twice.has(name) ? name + lastLetter(tierName(tier)) : name];
    }),
  );
}

/** The institute in the middle, the others in their order around it. */
function seated(sites: readonly SiteToMark[]): SiteToMark[] {
  const others = sites.filter(({ tier }) => tier !== 'institute');
  const half = Math.floor(others.length / 2);
  return [
    ...others.slice(0, half),
    ...sites.filter(({ tier }) => tier === 'institute'),
    ...others.slice(half),
  ];
}

export interface LabelRoom {
  /** Outline of the town in pixels. */
  ring: readonly Point[];
  /** One design pixel. */
  unit: number;
  /** Sizes of letters in design pixels, the best first; the last goes without numbers too. */
  sizes: readonly number[];
  kind: FigureKind;
  tierName(tier: string): string;
}

/** All sites of a town in the largest letters that fit, with their numbers where there is room for them. */
export function siteLabels(sites: readonly SiteToMark[], room: LabelRoom): SiteLabels {
  const { ring, unit, sizes, kind, tierName } = room;
  const names = markNames(sites, tierName);
  const ordered = seated(sites);
  const digits = Math.max(0, ...sites.map(({ amount }) => formatFigure(amount, kind).length));
  const placed = (widths: readonly number[], height: number, mark: number): SiteLabel[] | undefined =>
    slotsOf(ring, widths, height, edge * unit)?.map(({ x, y }, index) => {
      const { code, tier } = ordered[index] ?? { code: '', tier: '' };
      return { code, name: names.get(code) ?? code, tier, at: { x: x + mark, y } };
    });
  const tries = [
    ...sizes.map((size) => ({ size, numbered: true })),
    ...sizes.slice(-1).map((size) => ({ size, numbered: false })),
  ];
  for (const { size, numbered } of tries) {
    const letter = size * unit;
    const more = em.mark + (numbered ? em.gap + digits * em.digit : 0) + em.after;
    const widths = ordered.map(
      ({ code }) => (more + Math.min(lettersMost, lettersOf(names.get(code) ?? ''))) * letter,
    );
    const labels = placed(widths, em.line * letter, letter / 2);
    if (labels) return { labels, size: letter, width: lettersMost * letter * 1.02, numbered };
  }
  const bare = ({ width, height }: typeof bareMark): SiteLabel[] | undefined =>
    placed(
      sites.map(() => width * unit),
      height * unit,
      (width * unit) / 4,
    );
  const labels = bare(bareMark) ?? bare({ width: bareMark.width / 2, height: bareMark.height / 2 }) ?? [];
  return { labels, size: 0, width: 0, numbered: false };
}
