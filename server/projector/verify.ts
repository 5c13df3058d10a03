/** Recomputes every number of a county from its journal and compares it with what is stored. */
import { Register } from '../../shared/county/register.ts';
import type { Cell } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import type { Position, ReadTransaction, RefreshSource, Store } from '../store/store.ts';
import { fromJournal, neighbourhoodOf } from './beside.ts';
import { CellSum } from './difference.ts';
import { stateOf } from './site-state.ts';
import { joinAll } from './thing-update.ts';
import { readTowns } from './town-state.ts';

export interface Difference {
  county: string;
  place: string;
  series: string;
  period: string;
  key: string;
  stored: number;
  recomputed: number;
}

export interface Verification {
  counties: { county: string; seq: number; asOf: string; cells: number }[];
  differences: Difference[];
}

const pageSize = 2000;
const nameOf = ({ place, series, period, key }: Cell): string => [place, series, period, key].join('\u0001');

/** Distinct cells count members that have any reference; the others are sums. */
class Recomputed {
  private readonly sums = new Map<string, Cell>();
  private readonly members = new Map<string, Set<string>>();

  add(sum: CellSum): void {
    for (const { member, ...change } of sum.changes()) {
      const name = nameOf(change);
      const cell = this.sums.get(name) ?? { ...change, value: 0 };
      this.sums.set(name, cell);
      if (member === undefined) cell.value += change.value;
      else {
        const known = this.members.get(name) ?? new Set();
        this.members.set(name, known.add(member));
        cell.value = known.size;
      }
    }
  }

  /** Takes the expected value of a stored cell; what is left in the end is missing in the store. */
  take(cell: Cell): number {
    const value = this.sums.get(nameOf(cell))?.value ?? 0;
    this.sums.delete(nameOf(cell));
    return value;
  }

  left(): Cell[] {
    return [...this.sums.values()].filter(({ value }) => value !== 0);
  }
}

async function recompute(view: ReadTransaction, register: Register, position: Position): Promise<Recomputed> {
  const result = new Recomputed();
  // Before a server has projected anything, not even a site that was never heard of is counted.
  if (position.asOf === 0) return result;
  const { code } = register;
  const source: Pick<RefreshSource, 'eventsOf' | 'recordsBeside' | 'cellRange'> = {
    eventsOf: (things, upToSeq = position.seq) => view.eventsOf(code, things, upToSeq),
    recordsBeside: (things, withinMs) => view.recordsBeside(code, things, withinMs),
    cellRange: (places, series, from, to) => view.cellRange(code, places, series, from, to),
  };
  const journal = fromJournal(source, register, position.seq);
  let after: string | undefined;
  for (;;) {
    const things = await view.things(
      code,
      position.seq,
      after === undefined ? { limit: pageSize } : { limit: pageSize, after },
    );
    if (things.length === 0) break;
    after = things.at(-1);
    const sum = new CellSum(code);
    const told = await joinAll({ source, register, upToSeq: position.seq }, things);
    const records = told.flatMap(({ name, thing }) =>
      thing?.kind === 'record' ? [{ thing: name, record: thing }] : [],
    );
    const { beside } = await neighbourhoodOf(journal, register, records);
    for (const { name, thing } of told) {
      if (!thing) continue;
      const moment = new Moment(position.asOf);
      sum.replace([], contributionsOf(thing, { register, moment, ...given('beside', beside.get(name)) }));
    }
    result.add(sum);
  }
  const sum = new CellSum(code);
  for (const facts of await view.siteFacts(code)) {
    if (register.site(facts.site)) {
      sum.replace([], contributionsOf(stateOf(facts), { register, moment: new Moment(position.asOf) }));
    }
  }
  const towns = register.county.towns.map((town) => town.code);
  for (const town of await readTowns(source, register, towns))
    sum.replace([], contributionsOf(town, { register, moment: new Moment(position.asOf) }));
  result.add(sum);
  return result;
}

async function compare(view: ReadTransaction, county: string, recomputed: Recomputed) {
  const differences: Difference[] = [];
  let cells = 0;
  let after: Cell | undefined;
  for (;;) {
    const page = await view.allCells(
      county,
      after === undefined ? { limit: pageSize } : { limit: pageSize, after },
    );
    if (page.length === 0) break;
    after = page.at(-1);
    cells += page.length;
    for (const { value: stored, ...cell } of page) {
      const expected = recomputed.take({ ...cell, value: stored });
      if (expected !== stored) differences.push({ county, ...cell, stored, recomputed: expected });
    }
  }
  for (const { value, ...cell } of recomputed.left())
    differences.push({ county, ...cell, stored: 0, recomputed: value });
  return { cells, differences };
}

/** Verifies every county up to the projector's position, in one read transaction: lag is no difference. */
export async function verifyJournal(store: Store): Promise<Verification> {
  return store.read(async (view) => {
    const result: Verification = { counties: [], differences: [] };
    for (const { code } of await view.countyVersions()) {
      const county = await view.county(code);
      if (!county) continue;
      const position = await view.position(code);
      const recomputed = await recompute(view, new Register(county), position);
      const { cells, differences } = await compare(view, code, recomputed);
      result.counties.push({
        county: code,
        seq: position.seq,
        asOf: new Date(position.asOf).toISOString(),
        cells,
      });
      result.differences.push(...differences);
    }
    return result;
  });
}
