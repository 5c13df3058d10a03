/**
 * Figures of any days: `span.<from>.<to>.<measure>`, or one key of it, such as `….platform.culture`. Orders are also
 * followed by the days on which they were placed: `….responseRate`, `….orderStages.stage.rated`.
 */

import { periodMeasures } from '../board/board.ts';
import {
  defineMeasure,
  type EvidenceSource,
  type Figure,
  type FigureContext,
  type FigurePart,
  type FigureSpan,
  narrowed,
  placeOf,
  sameWords,
  sourceOf,
} from '../board/paths-figure.ts';
import { childPart } from '../board/paths-period.ts';
import { otherKey } from '../county/other-key.ts';
import type { Measure } from '../measures/measure.ts';
import { measures } from '../measures/registry.ts';
import { type DaySpan, daysIn, maxReportDays, spanText } from './report-span.ts';

export const spanSplits = ['child', 'platform', 'category', 'team'] as const;
export type SpanSplit = (typeof spanSplits)[number];

/** Of the orders placed on the days of a span, as boards have them of a month [R1–R5]. */
export const cohortMeasures = [
  'orderStages',
  'responseRate',
  'onTimeRate',
  'satisfaction',
  'responseMinutesMedian',
] as const;
export type CohortMeasure = (typeof cohortMeasures)[number];

export interface SpanPath extends DaySpan {
  measure: string;
  key?: { of: SpanSplit | 'stage'; name: string };
}

const grammar =
  /^span\.(\d{4}-\d{2}-\d{2})\.(\d{4}-\d{2}-\d{2})\.([A-Za-z]+)(?:\.(child|platform|category|team|stage)\.(.+))?$/;

export const isSpanPath = (path: string): boolean => path.startsWith('span.');

const isDay = (text: string): boolean => {
  const at = Date.parse(text);
  return text >= '0002' && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const isDaily = (measure: string): boolean => periodMeasures.some((known) => known === measure);
const isCohort = (measure: string): measure is CohortMeasure =>
  cohortMeasures.some((known) => known === measure);

/** A path as it is written, or undefined where it names no figure of a span that a report may have. */
export function parseSpanPath(path: string): SpanPath | undefined {
  const [, from = '', to = '', measure = '', of, name = ''] = grammar.exec(path) ?? [];
  if (!isDay(from) || !isDay(to) || from > to || daysIn({ from, to }) > maxReportDays) return undefined;
  const known = measures.get(measure);
  if (!known) return undefined;
  if (of === undefined)
    return isDaily(measure) || (isCohort(measure) && measure !== 'orderStages')
      ? { from, to, measure }
      : undefined;
  const split = of as SpanSplit | 'stage';
  const has =
    split === 'stage'
      ? measure === 'orderStages'
      : isDaily(measure) && (split === 'child' || known.splits.includes(split));
  return has ? { from, to, measure, key: { of: split, name } } : undefined;
}

export const spanPath = (
  { from, to }: DaySpan,
  measure: string,
  of?: SpanSplit | 'stage',
  name = '',
): string => `span.${from}.${to}.${measure}${of === undefined ? '' : `.${of}.${name}`}`;

/** The cohort measure of a path, with its stage. */
export function cohortOf({ measure, key }: SpanPath): { measure: CohortMeasure; stage?: string } | undefined {
  if (!isCohort(measure)) return undefined;
  return key === undefined ? { measure } : { measure, stage: key.name };
}

type Context = Pick<FigureContext, 'parts' | 'aboveCounty'>;

function keyName({ parts }: Context, { of, name }: { of: SpanSplit | 'stage'; name: string }): string {
  for (const { register } of parts) {
    const { platforms, categories, orderSteps } = register.county.profile;
    const lists = { platform: platforms, category: categories, stage: orderSteps, child: [], team: [] };
    const found: readonly { id: string; name: string }[] = lists[of];
    const listed = found.find(({ id }) => id === name)?.name;
    const known =
      of === 'child' ? (register.town(name)?.name ?? register.site(name)?.name) : register.team(name)?.name;
    const answer = listed ?? (of === 'child' || of === 'team' ? known : undefined);
    if (answer !== undefined) return answer;
  }
  return name === otherKey ? '其他' : name;
}

/** The parts of the scope that a key lies in, with what of them it is. */
function narrow(
  context: Context,
  key: SpanPath['key'],
): { part: FigurePart; filter: { platform?: string; category?: string; team?: string } }[] {
  const { parts, aboveCounty } = context;
  if (key === undefined || key.of === 'stage') return parts.map((part) => ({ part, filter: {} }));
  if (key.of === 'child') {
    const part = childPart(context, key.name);
    return part ? [{ part, filter: {} }] : [];
  }
  return parts.flatMap((part) => {
    const prefix = `${part.register.code}-`;
    if (key.of !== 'team' || !aboveCounty) return [{ part, filter: { [key.of]: key.name } }];
    return key.name.startsWith(prefix) ? [{ part, filter: { team: key.name.slice(prefix.length) } }] : [];
  });
}

/** What a figure of a span means, and where its evidence lies. */
export function spanFigure(context: Context, path: SpanPath): Figure {
  const measure = measures.get(path.measure) as Measure;
  const when = spanText(path);
  const named = path.key ? narrowed(measure, sameWords(keyName(context, path.key))) : measure;
  const span: FigureSpan = { from: path.from, to: path.to };
  const cohort = cohortOf(path);
  const sources = narrow(context, path.key).map(({ part, filter }): EvidenceSource => {
    if (!cohort) return sourceOf(part.register, { ...placeOf(part), measure: measure.id, span, ...filter });
    const placed = { ...placeOf(part), measure: 'ordersPlaced', span };
    const stage = cohort.stage === undefined ? {} : { key: cohort.stage };
    return {
      from: 'cohort',
      county: part.register.code,
      filter: placed,
      measure: measure.id,
      shows: measure.rate ? 'part' : 'amount',
      ...stage,
    };
  });
  const words = cohort ? `${when}的点单` : when;
  return {
    definition: defineMeasure(named, { zh: words, en: `${path.from} to ${path.to}` }, ['T1']),
    sources,
  };
}
