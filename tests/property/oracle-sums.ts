/** Sums and distinct counts of the oracle: of a period, by platform, category and team. */
import type { Board, Measures } from '../../shared/board/board.ts';
import type { County } from '../../shared/county/county.ts';
import type { Facts, Where } from './oracle-facts.ts';
import { plusDays, weekday } from './oracle-time.ts';

export interface View {
  county: County;
  facts: Facts;
  at: number;
  today: string;
  /** Whether something at this place belongs to the scope [P1]. */
  inside: (where: Where) => boolean;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export type Days = (day: string) => boolean;

export function count(
  view: View,
  what: string,
  days: Days,
  more: (fact: Facts['counted'][number]) => boolean = () => true,
) {
  const own = view.facts.counted.filter(
    (fact) => fact.what === what && days(fact.day) && view.inside(fact) && more(fact),
  );
  return sum(own.map(({ amount }) => amount));
}

/** [M6] [P2] */
function people({ facts, inside }: View, days: Days): number {
  const records = facts.counted.filter(
    (fact) => fact.what === 'serviceRecords' && days(fact.day) && inside(fact),
  );
  return new Set(records.map(({ who }) => who)).size;
}

export function measures(view: View, days: Days, baseline: Record<string, number> = {}): Measures {
  const of = (what: keyof Measures): number =>
    (what === 'activeVolunteers' ? people(view, days) : count(view, what, days)) + (baseline[what] ?? 0);
  return {
    activities: of('activities'),
    participants: of('participants'),
    beneficiaries: of('beneficiaries'),
    serviceMinutes: of('serviceMinutes'),
    autoServiceMinutes: of('autoServiceMinutes'),
    serviceRecords: of('serviceRecords'),
    activeVolunteers: of('activeVolunteers'),
    ordersPlaced: of('ordersPlaced'),
    ordersCompleted: of('ordersCompleted'),
    wishesPlaced: of('wishesPlaced'),
    wishesCompleted: of('wishesCompleted'),
    pointsGranted: of('pointsGranted'),
    pointsRedeemed: of('pointsRedeemed'),
  };
}

/** [R11] How many of those who served have each number of stars. */
export function starCounts({ facts, inside, county }: View): number[] {
  const served = facts.counted.filter((fact) => fact.what === 'serviceMinutes' && inside(fact));
  const counts = [0, ...county.profile.stars.map(() => 0)];
  for (const who of new Set(served.map((fact) => fact.who))) {
    const minutes = sum(served.filter((fact) => fact.who === who).map(({ amount }) => amount));
    const level = county.profile.stars.filter((star) => Math.floor(minutes / 60) * 60 >= star).length;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** [T2] */
export function totals(view: View, baseline: Record<string, number>): Board['totals'] {
  const { today } = view;
  const monday = plusDays(today, -weekday(today));
  const lastMonth = plusDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  return {
    today: measures(view, (day) => day === today),
    yesterday: measures(view, (day) => day === plusDays(today, -1)),
    week: measures(view, (day) => day >= monday && day < plusDays(monday, 7)),
    month: measures(view, (day) => day.slice(0, 7) === today.slice(0, 7)),
    lastMonth: measures(view, (day) => day.slice(0, 7) === lastMonth),
    year: measures(view, (day) => day.slice(0, 4) === today.slice(0, 4)),
    all: measures(view, () => true, baseline),
  };
}

/** Rows of registered keys, and `other` only where it is not 0. */
export function rows<Row>(
  keys: readonly string[],
  row: (key: string) => Row,
  isZero: (row: Row) => boolean,
): Record<string, Row> {
  const other = row('other');
  return Object.fromEntries([
    ...keys.map((key) => [key, row(key)]),
    ...(isZero(other) ? [] : [['other', other]]),
  ]);
}

const isZeroRow = (row: Record<string, number>): boolean => Object.values(row).every((value) => value === 0);

export function splits(view: View): Pick<Board, 'platforms' | 'categories' | 'teams'> {
  const { platforms, categories } = view.county.profile;
  const month: Days = (day) => day.slice(0, 7) === view.today.slice(0, 7);
  const named = (id: string): { name?: string } => {
    const name = view.facts.teamName(id);
    return name === undefined ? {} : { name };
  };
  const teamIds = [...new Set(view.facts.counted.flatMap(({ team }) => team ?? []))];
  const teams = teamIds
    .map((id) => ({ id, minutes: count(view, 'serviceMinutes', month, ({ team }) => team === id) }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)))
    .slice(0, 20);
  return {
    platforms: rows(
      platforms.map(({ id }) => id),
      (key) => ({
        activities: count(view, 'activities', month, ({ platform }) => platform === key),
        participants: count(view, 'participants', month, ({ platform }) => platform === key),
        beneficiaries: count(view, 'beneficiaries', month, ({ platform }) => platform === key),
      }),
      isZeroRow,
    ),
    categories: rows(
      categories.map(({ id }) => id),
      (key) => ({
        activities: count(view, 'activities', month, ({ category }) => category === key),
        ordersPlaced: count(view, 'ordersPlaced', month, ({ category }) => category === key),
        ordersCompleted: count(view, 'ordersCompleted', month, ({ category }) => category === key),
      }),
      isZeroRow,
    ),
    teams: Object.fromEntries(
      teams.map(({ id, minutes }) => [
        id,
        {
          ...named(id),
          serviceMinutes: minutes,
          activities: count(view, 'activities', month, ({ team }) => team === id),
          ordersCompleted: count(view, 'ordersCompleted', month, ({ team }) => team === id),
        },
      ]),
    ),
  };
}
