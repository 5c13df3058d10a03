/** What the cells of a state differ by from those of its base. */
import type { Cell, CellChange } from '../../shared/measures/cell.ts';
import type { Base, CellName } from './base.ts';

/** References to the members of one distinct count: how they changed, and how many the base has, once it was asked. */
interface Members {
  changes: Map<string, number>;
  base: Map<string, number>;
}

interface Entry extends Cell {
  members?: Members;
  /** Members have changed since `value` was told. */
  stale?: boolean;
}

type Keys = Map<string, Entry>;
type Periods = Map<string, Keys>;

/** A member of a map of maps, made where it is not there yet. */
function inner<V>(outer: Map<string, Map<string, V>>, name: string): Map<string, V> {
  let found = outer.get(name);
  if (!found) {
    found = new Map();
    outer.set(name, found);
  }
  return found;
}

/** Members that are counted now and were not in the base, without those that were and are not. */
function gainOf({ changes, base }: Members): number {
  let gain = 0;
  for (const [member, change] of changes) {
    const before = base.get(member) ?? 0;
    gain += (before + change > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }
  return gain;
}

export class CellOverlay {
  readonly #county: string;
  /** By place, series, period and key. */
  readonly #places = new Map<string, Map<string, Periods>>();

  constructor(county: string) {
    this.#county = county;
  }

  /** The state changed; with `ofBase` the base did, by the opposite, and the state is what it was. */
  add(changes: readonly CellChange[], ofBase = false): void {
    for (const change of changes) {
      const { place, series, period, key, value, member } = change;
      const keys = inner(inner<Periods>(this.#places, place), series);
      const entries = inner(keys as Map<string, Keys>, period);
      let entry = entries.get(key);
      if (!entry) {
        entry = { place, series, period, key, value: 0 };
        entries.set(key, entry);
      }
      if (member === undefined) entry.value += value;
      else this.#addMember(entry, member, value, ofBase);
    }
  }

  async cells(
    base: Base,
    places: readonly string[],
    series: readonly string[],
    periods: readonly string[],
  ): Promise<Cell[]> {
    const rows = await base.cells(this.#county, places, series, periods);
    const own = this.#entries(places, series, (known) =>
      periods.flatMap((period) => known.get(period) ?? []),
    );
    return this.#merge(base, rows, own);
  }

  async cellRange(
    base: Base,
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]> {
    const rows = await base.cellRange(this.#county, places, series, from, to);
    const own = this.#entries(places, series, (known) =>
      [...known].flatMap(([period, keys]) => (period >= from && period <= to ? [keys] : [])),
    );
    return this.#merge(base, rows, own);
  }

  #addMember(entry: Entry, member: string, value: number, ofBase: boolean): void {
    entry.members ??= { changes: new Map(), base: new Map() };
    const { changes, base } = entry.members;
    changes.set(member, (changes.get(member) ?? 0) + value);
    const known = base.get(member);
    if (ofBase && known !== undefined) base.set(member, known - value);
    entry.stale = true;
  }

  #entries(
    places: readonly string[],
    series: readonly string[],
    pick: (periods: Periods) => Keys[],
  ): Entry[] {
    const found: Entry[] = [];
    for (const place of places) {
      const own = this.#places.get(place);
      for (const name of own ? series : []) {
        const periods = own?.get(name);
        for (const keys of periods ? pick(periods) : []) found.push(...keys.values());
      }
    }
    return found;
  }

  async #merge(base: Base, rows: readonly Cell[], own: readonly Entry[]): Promise<Cell[]> {
    for (const entry of own) await this.#tell(base, entry);
    const merged = new Map(rows.map((row) => [row, row.value]));
    const byName = new Map(rows.map((row) => [nameOf(row), row]));
    for (const entry of own) {
      const row = byName.get(nameOf(entry)) ?? entry;
      merged.set(row, (row === entry ? 0 : row.value) + entry.value);
    }
    return [...merged]
      .filter(([, value]) => value !== 0)
      .map(([{ place, series, period, key }, value]) => ({ place, series, period, key, value }));
  }

  /** Counts the members of a distinct count, and asks the base about those it was not asked about yet. */
  async #tell(base: Base, entry: Entry): Promise<void> {
    const { members, stale } = entry;
    if (!members || !stale) return;
    const unknown = [...members.changes.keys()].filter((member) => !members.base.has(member));
    if (unknown.length > 0) {
      const found = await base.references(this.#county, entry, unknown);
      for (const member of unknown) members.base.set(member, found.get(member) ?? 0);
    }
    entry.value = gainOf(members);
    entry.stale = false;
  }
}

const nameOf = ({ place, series, period, key }: CellName): string => `${place}\0${series}\0${period}\0${key}`;
