/** What a number of the board means and where its evidence lies; the shapes and words that all sections share. */
import type { Register } from '../county/register.ts';
import type { Measure } from '../measures/measure.ts';
import { measureOf } from '../measures/registry.ts';
import type { EvidenceItem } from '../wire/http.ts';
import type { Board } from './board.ts';
import type { BoardDays } from './board-days.ts';

export interface Words {
  zh: string;
  en: string;
}

export interface FigureDefinition extends Words {
  rules: string[];
}

/** Inclusive days, a month's cohort, or what stands now. */
export type FigureSpan = { from: string; to: string; hour?: string } | { month: string } | 'now' | 'all';

/** Town or site of a county; neither means all of it. */
export interface FigurePlace {
  town?: string;
  site?: string;
}

export interface FigureFilter extends FigurePlace {
  measure: string;
  span: FigureSpan;
  platform?: string;
  category?: string;
  team?: string;
  key?: string;
}

/** One list of evidence; those of a figure follow one another. */
export type EvidenceSource =
  /**
   * Things by what they add; a rate shows each as `part`. `exceptKeys` leaves out those with such a key, and `says`
   * stands behind each title: why the thing is on the list.
   */
  | {
      from: 'contributions';
      county: string;
      filter: FigureFilter;
      shows: 'amount' | 'part';
      exceptKeys?: string[];
      says?: string;
    }
  /** What orders placed on the days of the filter add to a measure of their month. */
  | {
      from: 'cohort';
      county: string;
      filter: FigureFilter;
      measure: string;
      key?: string;
      shows: 'amount' | 'part';
    }
  /** Each distinct member once. */
  | { from: 'members'; county: string; filter: FigureFilter }
  /** One alert for each place that has signals of the rule. */
  | { from: 'alerts'; county: string; filter: FigureFilter; rule: string; name: string; town?: string }
  /** One thing that counts 1. */
  | { from: 'thing'; county: string; thing: string }
  /** One event with the amount that it reports. */
  | { from: 'event'; county: string; seq: number; title: string; site: string; at: string; amount: number }
  /** What registers and profiles say. */
  | { from: 'items'; items: EvidenceItem[] };

export interface Figure {
  definition: FigureDefinition;
  sources: EvidenceSource[];
}

/** One county's share of the scope. */
export interface FigurePart extends FigurePlace {
  register: Register;
}

export interface FigureContext {
  board: Board;
  days: BoardDays;
  parts: readonly FigurePart[];
  /** Whether the scope lies above one county. */
  aboveCounty: boolean;
}

export const placeOf = ({ town, site }: FigurePlace): FigurePlace => ({
  ...(town === undefined ? {} : { town }),
  ...(site === undefined ? {} : { site }),
});

/** A definition that says what, when and how. */
export const define = (
  name: Words,
  when: Words,
  text: Words,
  rules: readonly string[],
): FigureDefinition => ({
  zh: `${name.zh}（${when.zh}）：${text.zh}`,
  en: `${name.en} (${when.en}): ${text.en}`,
  rules: [...new Set(rules)],
});

export const defineMeasure = (
  { name, definition, rules }: Measure,
  when: Words,
  more: readonly string[] = [],
): FigureDefinition => define(name, when, definition, [...rules, ...more]);

/** The name of a measure narrowed to one key: 活动场次 · 文化服务. */
export const narrowed = (measure: Measure, key: Words): Measure => ({
  ...measure,
  name: { zh: `${measure.name.zh} · ${key.zh}`, en: `${measure.name.en} · ${key.en}` },
});

export const sameWords = (text: string): Words => ({ zh: text, en: text });

/** The list behind a measure in one place: its members where it is distinct, else its things. */
export function sourceOf(register: Register, filter: FigureFilter): EvidenceSource {
  const measure = measureOf(filter.measure);
  if (measure.distinct) return { from: 'members', county: register.code, filter };
  const shows = measure.rate ? 'part' : 'amount';
  return { from: 'contributions', county: register.code, filter, shows };
}

/** The lists behind a measure of the whole scope, one for each county. */
export const sourcesOf = (
  parts: readonly FigurePart[],
  filter: Omit<FigureFilter, 'town' | 'site'>,
): EvidenceSource[] => parts.map((part) => sourceOf(part.register, { ...placeOf(part), ...filter }));

/** What was counted before this system, one item for each county that has it [T2]. */
export function baselineSources(parts: readonly FigurePart[], measure: string): EvidenceSource[] {
  const items = parts.flatMap(({ register, town, site }): EvidenceItem[] => {
    const { baseline, baselineNote, code } = register.county.profile;
    const amount = baseline[measure] ?? 0;
    if (town !== undefined || site !== undefined || amount === 0) return [];
    const title = baselineNote === undefined ? '历史基数' : `历史基数（${baselineNote}）`;
    return [{ kind: 'baseline', id: `${code} ${measure}`, title, amount, seqs: [] }];
  });
  return items.length === 0 ? [] : [{ from: 'items', items }];
}
