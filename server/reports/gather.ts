/** Reads the numbers of a report, all in one view of the store. */
import { type Measures, periodMeasures } from '../../shared/board/board.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import { otherKey } from '../../shared/county/other-key.ts';
import { dayOf, formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { Compared, KeyedRow, Named, ReportNumbers, TrendPoint } from '../../shared/report/numbers.ts';
import {
  type DaySpan,
  daysIn,
  elapsed,
  type ReportKind,
  spanBefore,
  spanLastYear,
} from '../../shared/report/report-span.ts';
import {
  categoryMeasures,
  childMeasures,
  platformMeasures,
  teamMeasures,
} from '../../shared/report/sections-period.ts';
import type { SpanSplit } from '../../shared/report/span-path.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { ReportSources } from './sources.ts';
import { readSubmission } from './submission-rows.ts';

export interface ReportRequest {
  scope: string;
  kind: ReportKind;
  span: DaySpan;
  demo: boolean;
}

/** A trend of more days is one of months. */
const mostDays = 62;
const teamRows = 20;

/** What every step of the reading is given. */
export interface Reading {
  view: ReadTransaction;
  sources: ReportSources;
  shares: ScopeShares;
}

async function readTotals({ view, sources, shares }: Reading, span: DaySpan): Promise<Measures> {
  const totals: Partial<Measures> = {};
  for (const measure of periodMeasures)
    totals[measure] = (await sources.totals(view, shares, measure, 'none', span)).get('all') ?? 0;
  return totals as Measures;
}

/** Days on which nothing at all was recorded are none to compare with. */
const anything = (totals: Measures): boolean => Object.values(totals).some((value) => value !== 0);

async function readRows(
  { view, sources, shares }: Reading,
  split: SpanSplit,
  measures: readonly string[],
  span: DaySpan,
  nameOf: (key: string) => string,
): Promise<KeyedRow[]> {
  const rows = new Map<string, KeyedRow>();
  for (const measure of measures)
    for (const [key, value] of await sources.totals(view, shares, measure, split, span)) {
      const row = rows.get(key) ?? { key, name: nameOf(key), values: {} };
      row.values[measure] = value;
      rows.set(key, row);
    }
  return [...rows.values()];
}

async function readTrend({ view, sources, shares }: Reading, span: DaySpan): Promise<ReportNumbers['trend']> {
  const by = daysIn(span) <= mostDays ? 'day' : 'month';
  const points = new Map<string, TrendPoint>();
  for (const measure of ['activities', 'serviceMinutes', 'ordersPlaced', 'activeVolunteers'])
    for (const [name, value] of await sources.points(view, shares.scope, measure, by, span)) {
      const point = points.get(name) ?? { name, values: {} };
      point.values[measure] = value;
      points.set(name, point);
    }
  return { by, points: [...points.values()] };
}

/** Names of the keys of a scope's tables, in the words of its counties. */
function namesOf({ parts }: ScopeShares) {
  const profiles = parts.map(({ register }) => register.county.profile);
  const listed = (lists: readonly (readonly Named[])[]) => {
    const names = new Map(lists.flat().map(({ id, name }) => [id, name]));
    return (key: string): string => names.get(key) ?? (key === otherKey ? '其他' : key);
  };
  const inRegisters = (look: (code: string) => string | undefined) => (code: string) => look(code) ?? code;
  return {
    platform: listed(profiles.map(({ platforms }) => platforms)),
    category: listed(profiles.map(({ categories }) => categories)),
    team: inRegisters((key) => {
      for (const { register } of parts) {
        const own = register.team(key) ?? register.team(key.slice(register.code.length + 1));
        if (own) return own.name;
      }
      return undefined;
    }),
    child: inRegisters((code) => {
      for (const { register } of parts) {
        if (register.code === code) return register.county.profile.name;
        const found = register.town(code) ?? register.site(code);
        if (found) return found.name;
      }
      return undefined;
    }),
  };
}

function placeOf({ parts, aboveCounty, title }: ScopeShares): string {
  const [part] = parts;
  const isCounty = !aboveCounty && part?.town === undefined && part?.site === undefined;
  return isCounty && part
    ? `${part.register.county.profile.name}新时代文明实践中心`
    : title.replace(/驾驶舱$/, '');
}

function childWordOf({ parts: [part], aboveCounty }: ScopeShares): string {
  if (aboveCounty) return '县（市、区）';
  return part?.town === undefined && part?.site === undefined
    ? (part?.register.county.profile.areaWords.towns ?? '乡镇')
    : '站点';
}

const used = (rows: readonly KeyedRow[]): KeyedRow[] =>
  rows.filter(({ values }) => Object.values(values).some((value) => value !== 0));

/** The numbers of a report as of the view. */
export async function gatherNumbers(
  view: ReadTransaction,
  sources: ReportSources,
  { scope, kind, span, demo }: ReportRequest,
): Promise<ReportNumbers> {
  const shares = await sources.shares(view, scope);
  const reading = { view, sources, shares };
  const { board, asOf, seq } = await sources.board(view, shares);
  const today = dayOf(asOf, shares.timeZone);
  const before = spanBefore(kind, span, today);
  const lastYear = spanLastYear(kind, span, today);
  const totals: Compared<Measures> = { own: await readTotals(reading, span) };
  const orders: ReportNumbers['orders'] = { own: await sources.orders(view, shares, span) };
  for (const [name, days] of [
    ['before', before],
    ['lastYear', lastYear],
  ] as const) {
    const compared = await readTotals(reading, days);
    if (!anything(compared)) continue;
    totals[name] = compared;
    orders[name] = await sources.orders(view, shares, days);
  }
  const names = namesOf(shares);
  const children = await readRows(reading, 'child', childMeasures, span, names.child);
  const teams = used(await readRows(reading, 'team', teamMeasures, span, names.team));
  teams.sort((a, b) => (b.values.serviceMinutes ?? 0) - (a.values.serviceMinutes ?? 0));
  const profile = shares.parts[0]?.register.county.profile;
  return {
    ...{ scope, kind, span, before, lastYear, demo, seq, totals, orders, board },
    place: placeOf(shares),
    timeZone: shares.timeZone,
    asOf: formatInstant(asOf),
    childWord: childWordOf(shares),
    silentDays: profile?.limits.silentDays ?? 30,
    orderSteps: profile?.orderSteps ?? [],
    tiers: profile?.tiers ?? [],
    trend: await readTrend(reading, elapsed(span, today)),
    children: childWordOf(shares) === '站点' ? used(children) : children,
    platforms: await readRows(reading, 'platform', platformMeasures, span, names.platform),
    categories: await readRows(reading, 'category', categoryMeasures, span, names.category),
    teams: teams.slice(0, teamRows),
    submission: await readSubmission(reading, span, {
      whole: '合计',
      children: children.map(({ key, name }) => ({ key, name })),
      ...given('settings', profile?.reports),
    }),
  };
}
