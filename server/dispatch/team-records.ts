/** What teams did lately with the orders that they were asked for. */
import type { Register } from '../../shared/county/register.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { isOpen, type ServiceOrder } from '../../shared/domain/service-order.ts';
import { addDays, dayOf } from '../../shared/domain/time.ts';
import type { ReadTransaction } from '../store/store.ts';
import { lateDays } from './matching.ts';

export interface TeamRecord {
  offers: number;
  accepted: number;
  ratings: number;
  points: number;
  /** By category. */
  completed: Map<string, number>;
}

export type TeamRecords = ReadonlyMap<string, TeamRecord>;

/** A quarter of a year moves little in this time. */
const keptMs = 10 * 60_000;

/** Adds what one order tells of the teams that were asked for it. */
export function addOrder(records: Map<string, TeamRecord>, order: ServiceOrder, category: string): void {
  const of = (team: string): TeamRecord => {
    const known = records.get(team) ?? {
      offers: 0,
      accepted: 0,
      ratings: 0,
      points: 0,
      completed: new Map(),
    };
    records.set(team, known);
    return known;
  };
  for (const { team, answer } of order.asked) {
    // An offer that waits for its answer says nothing yet.
    if (answer === undefined && isOpen(order)) continue;
    of(team).offers += 1;
    if (answer === 'accepted') of(team).accepted += 1;
  }
  if (order.holder.state !== 'held') return;
  const holder = of(order.holder.team);
  if (order.completed) holder.completed.set(category, (holder.completed.get(category) ?? 0) + 1);
  if (order.rated) {
    holder.ratings += 1;
    holder.points += order.rated.score;
  }
}

export class TeamRecordsOf {
  readonly #known = new Map<string, { asOf: number; register: Register; records: TeamRecords }>();

  /** Of the orders that were placed in the last 90 days; as old as ten minutes at the most. */
  async read(view: ReadTransaction, register: Register): Promise<TeamRecords> {
    const { asOf } = await view.position(register.code);
    const known = this.#known.get(register.code);
    if (known?.register === register && Math.abs(asOf - known.asOf) < keptMs) return known.records;
    const today = dayOf(asOf, register.timeZone);
    const span = { from: addDays(today, -lateDays), to: today };
    const filter = { measure: 'ordersPlaced', span };
    const rows = await view.contributions(register.code, filter, { limit: Number.MAX_SAFE_INTEGER });
    const records = new Map<string, TeamRecord>();
    const things = rows.map(({ thing }) => thing);
    for (const { body } of (await view.entities(things, register.code)).values()) {
      const order = JSON.parse(body) as Thing;
      if (order.kind === 'order') addOrder(records, order, register.categoryKey(order.category));
    }
    this.#known.set(register.code, { asOf, register, records });
    return records;
  }
}
