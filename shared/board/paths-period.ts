/** Figures of periods: totals, the trend, hours, and the month by platform, category, team and child. */
import { addDays, mondayOf, monthOf, previousMonth } from '../domain/time.ts';
import { measureOf } from '../measures/registry.ts';
import type { PeriodName } from './board.ts';
import { coverageDays } from './board-days.ts';
import {
  baselineSources,
  defineMeasure,
  type Figure,
  type FigureContext,
  type FigurePart,
  type FigureSpan,
  narrowed,
  placeOf,
  sameWords,
  sourceOf,
  sourcesOf,
  type Words,
} from './paths-figure.ts';

const thisMonth: Words = { zh: '本月', en: 'this month' };
const now: Words = { zh: '现在', en: 'now' };

const periodWords: Record<PeriodName, Words> = {
  today: { zh: '今日', en: 'today' },
  yesterday: { zh: '昨日全天', en: 'yesterday' },
  week: { zh: '本周，周一起', en: 'this week, from Monday' },
  month: thisMonth,
  lastMonth: { zh: '上月', en: 'last month' },
  year: { zh: '本年', en: 'this year' },
  all: { zh: '累计，含历史基数', en: 'in all, with the baseline' },
};

const daysOfMonth = (month: string): FigureSpan => ({ from: `${month}-01`, to: `${month}-31` });

/** The days that a period of the board adds up. */
export function spanOf(name: PeriodName, day: string): FigureSpan {
  switch (name) {
    case 'today':
      return { from: day, to: day };
    case 'yesterday':
      return { from: addDays(day, -1), to: addDays(day, -1) };
    case 'week':
      return { from: mondayOf(day), to: addDays(mondayOf(day), 6) };
    case 'month':
      return daysOfMonth(monthOf(day));
    case 'lastMonth':
      return daysOfMonth(previousMonth(monthOf(day)));
    case 'year':
      return { from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` };
    case 'all':
      return 'all';
  }
}

/** `totals.<period>.<measure>` */
export function totalsFigure(context: FigureContext, name: PeriodName, measure: string): Figure {
  const { parts, days } = context;
  const baseline = name === 'all' ? baselineSources(parts, measure) : [];
  return {
    definition: defineMeasure(measureOf(measure), periodWords[name], ['T2']),
    sources: [...baseline, ...sourcesOf(parts, { measure, span: spanOf(name, days.day) })],
  };
}

/** `trend.<day>.<measure>` */
export const trendFigure = ({ parts }: FigureContext, day: string, measure: string): Figure => ({
  definition: defineMeasure(measureOf(measure), sameWords(day), ['T1']),
  sources: sourcesOf(parts, { measure, span: { from: day, to: day } }),
});

/** `hours.<hh>.<measure>` */
export const hourFigure = ({ parts, days }: FigureContext, hour: string, measure: string): Figure => ({
  definition: defineMeasure(
    measureOf(measure),
    { zh: `今日 ${hour}:00–${hour}:59`, en: `today, ${hour}:00–${hour}:59` },
    ['T1'],
  ),
  sources: sourcesOf(parts, { measure, span: { from: days.day, to: days.day, hour } }),
});

function nameOf(
  { parts }: FigureContext,
  list: 'platforms' | 'categories' | 'projectStages',
  key: string,
): Words {
  for (const { register } of parts) {
    const found = register.county.profile[list].find(({ id }) => id === key);
    if (found) return { zh: found.name, en: key };
  }
  return { zh: '其他', en: key };
}

/** `platforms.<platform>.<measure>` and `categories.<category>.<measure>` of the month. */
export function splitFigure(
  context: FigureContext,
  dimension: 'platform' | 'category',
  key: string,
  measure: string,
): Figure {
  const name = nameOf(context, dimension === 'platform' ? 'platforms' : 'categories', key);
  const span = daysOfMonth(monthOf(context.days.day));
  return {
    definition: defineMeasure(narrowed(measureOf(measure), name), thisMonth, ['T2', 'J5']),
    sources: sourcesOf(context.parts, { measure, span, [dimension]: key }),
  };
}

/** `teams.<team>.<measure>` of the month; above a county the key begins with the county's code. */
export function teamFigure(context: FigureContext, key: string, measure: string): Figure {
  const { parts, days, aboveCounty } = context;
  const part = aboveCounty ? parts.find(({ register }) => key.startsWith(`${register.code}-`)) : parts[0];
  const team = aboveCounty && part ? key.slice(part.register.code.length + 1) : key;
  const name = part?.register.team(team)?.name ?? team;
  const span = daysOfMonth(monthOf(days.day));
  return {
    definition: defineMeasure(narrowed(measureOf(measure), sameWords(name)), thisMonth, ['T2']),
    sources: part ? sourcesOf([part], { measure, span, team }) : [],
  };
}

/** The place of a child of the board: a county above one, else a town, else a site. */
export function childPart(
  { parts, aboveCounty }: Pick<FigureContext, 'parts' | 'aboveCounty'>,
  code: string,
): FigurePart | undefined {
  if (aboveCounty) return parts.find(({ register }) => register.code === code);
  const [part] = parts;
  if (!part) return undefined;
  const { register } = part;
  const isTown = part.town === undefined && register.town(code) !== undefined;
  return isTown ? { register, town: code } : { register, site: code };
}

const childNow: ReadonlySet<string> = new Set(['ordersOpen', 'ordersOverdue', 'onDuty', 'silentSites']);

const nameOfChild = ({ register, town, site }: FigurePart): string =>
  (town === undefined ? undefined : register.town(town)?.name) ??
  (site === undefined ? undefined : register.site(site)?.name) ??
  register.county.profile.name;

/** `children.<child>.<measure>`: of the month, or of now. */
export function childFigure(context: FigureContext, code: string, measure: string): Figure | undefined {
  const child = childPart(context, code);
  if (!child) return undefined;
  const isNow = childNow.has(measure);
  const span = isNow ? 'now' : daysOfMonth(monthOf(context.days.day));
  return {
    definition: defineMeasure(
      narrowed(measureOf(measure), sameWords(nameOfChild(child))),
      isNow ? now : thisMonth,
      isNow ? ['P1'] : ['P1', 'T2'],
    ),
    sources: [sourceOf(child.register, { ...placeOf(child), measure, span })],
  };
}

/** `coverage.platforms.<child>.<platform>` of the last 30 days. */
export function coverageFigure(context: FigureContext, code: string, platform: string): Figure | undefined {
  const child = childPart(context, code);
  if (!child) return undefined;
  const { day } = context.days;
  const span = { from: addDays(day, 1 - coverageDays), to: day };
  const name = narrowed(measureOf('activities'), sameWords(nameOfChild(child)));
  return {
    definition: defineMeasure(
      narrowed(name, nameOf(context, 'platforms', platform)),
      { zh: `近${coverageDays}天，含今日`, en: `the last ${coverageDays} days, today counted` },
      ['R9', 'J5'],
    ),
    sources: [sourceOf(child.register, { ...placeOf(child), measure: 'activities', span, platform })],
  };
}

/** `projects.<stage>`; a stage that no profile has any more is `other`. */
export function projectFigure(context: FigureContext, stage: string): Figure {
  const stages = new Set(
    context.parts.flatMap(({ register }) => register.county.profile.projectStages.map(({ id }) => id)),
  );
  const definition = defineMeasure(
    narrowed(measureOf('projects'), nameOf(context, 'projectStages', stage)),
    now,
  );
  const filter = { measure: 'projects', span: 'now' as const };
  if (stages.has(stage)) return { definition, sources: sourcesOf(context.parts, { ...filter, key: stage }) };
  const sources = context.parts.map((part) => ({
    from: 'contributions' as const,
    county: part.register.code,
    filter: { ...placeOf(part), ...filter },
    shows: 'amount' as const,
    exceptKeys: [...stages],
  }));
  return { definition, sources };
}
