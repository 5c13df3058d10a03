/** The board of a city computed a second time: from the oracle's boards of its counties. */
import type { Board } from '../../shared/board/board.ts';
import { boardOfView, childOf, coverage, orders } from './oracle.ts';
import type { View } from './oracle-sums.ts';

type Numbers = { [key: string]: number | Numbers };

/** Numbers added up member by member; what only one has stays. */
function added(a: Numbers, b: Numbers): Numbers {
  const sum: Numbers = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const known = sum[key];
    if (typeof value === 'number') sum[key] = (typeof known === 'number' ? known : 0) + value;
    else sum[key] = added(typeof known === 'object' ? known : {}, value);
  }
  return sum;
}

const addedUp = <T>(parts: readonly T[]): T =>
  parts.map((part) => part as unknown as Numbers).reduce(added, {}) as unknown as T;

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Keyed<T> = [key: string, row: T];

function merged<T>(
  boards: readonly { code: string; rows: Record<string, T> }[],
  keyOf: (code: string, key: string) => string,
  order: (a: Keyed<T>, b: Keyed<T>) => number,
  most: number,
): Record<string, T> {
  const all = boards.flatMap(({ code, rows }) =>
    Object.entries(rows).map(([key, row]): Keyed<T> => [keyOf(code, key), row]),
  );
  return Object.fromEntries(all.sort(order).slice(0, most));
}

const ofCounty = (code: string, key: string): string => `${code}-${key}`;
const asItIs = (_: string, key: string): string => key;
const seqOf = (key: string): number => Number(key.slice(key.indexOf('-') + 1));
const later = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/** As `today` of the first county goes; alerts are all of them. */
export function oracleArea(scope: string, title: string, own: readonly View[]): Board {
  const [first] = own;
  if (!first) throw new Error('an area has counties');
  const views = own.map((view): View => ({ ...view, today: first.today }));
  const boards = views.map((view) => ({ code: view.county.profile.code, board: boardOfView(view) }));
  const sums = <K extends keyof Board>(section: K): Board[K] =>
    addedUp(boards.map(({ board }) => board[section]));
  const rows = <K extends 'teams' | 'queue' | 'running' | 'alerts' | 'feed'>(section: K) =>
    boards.map(({ code, board }) => ({ code, rows: board[section] }));
  const places = views.map((view) => {
    const { code } = view.county.profile;
    return coverage(view, {}, [{ code, sites: view.county.sites, view }]);
  });
  const [tiers, active, circle] = [
    addedUp(places.map((place) => place.tiers)),
    addedUp(places.map(({ activeSites }) => activeSites)),
    addedUp(places.flatMap((place) => place.circle ?? [])),
  ];
  const pooled: View = {
    ...first,
    facts: { ...first.facts, orders: views.flatMap(({ facts }) => facts.orders) },
  };
  return {
    scope,
    title,
    tz: first.county.profile.timezone,
    day: first.today,
    totals: sums('totals'),
    now: sums('now'),
    orders: orders(pooled),
    coverage: {
      tiers,
      activeSites: active,
      platforms: Object.assign({}, ...places.map(({ platforms }) => platforms)),
      ...(circle.villages === undefined ? {} : { circle }),
    },
    platforms: sums('platforms'),
    categories: sums('categories'),
    children: Object.fromEntries(
      views.map((view) => [view.county.profile.code, childOf(view, view.county.sites)]),
    ),
    trend: sums('trend'),
    hours: sums('hours'),
    projects: sums('projects'),
    teams: merged(
      rows('teams'),
      ofCounty,
      ([a, one], [b, other]) => other.serviceMinutes - one.serviceMinutes || bytes(a, b),
      20,
    ),
    queue: merged(
      rows('queue'),
      ofCounty,
      ([a, one], [b, other]) => later(other.limitAt, one.limitAt) || bytes(a, b),
      30,
    ),
    running: merged(rows('running'), asItIs, ([, one], [, other]) => later(one.since, other.since), 50),
    alerts: merged(rows('alerts'), ofCounty, () => 0, Number.POSITIVE_INFINITY),
    feed: merged(
      rows('feed'),
      ofCounty,
      ([a, one], [b, other]) => later(one.at, other.at) || seqOf(b) - seqOf(a) || bytes(a, b),
      30,
    ),
  };
}
