/** What the cells of a state differ by from those of its base. */
import { type Cell, sitePlace } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { measureOf, measures } from '../../shared/measures/registry.ts';
import type { Base } from './base.ts';
import { CellNames } from './cell-names.ts';
import { type Change, ChangeLog, type Level } from './change-log.ts';
import { TakenDays } from './taken-days.ts';

/** References to the members of one distinct count: how they changed, and how many the base has, once it was asked. */
interface Members {
  changes: Map<string, number>;
  base: Map<string, number>;
  /** Members have changed since they were counted. */
  stale: boolean;
}

interface Entry {
  value: number;
  members?: Members;
}

/** Entries of one place, by the number of their cell. */
type Entries = Map<number, Entry>;

/** Members that are counted now and were not in the base, without those that were and are not. */
function gainOf({ changes, base }: Members): number {
  let gain = 0;
  for (const [member, change] of changes) {
    const before = base.get(member) ?? 0;
    gain += (before + change > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }
  return gain;
}

const same = (a: Contribution, b: Contribution): boolean =>
  a === b ||
  (a.measure === b.measure &&
    a.amount === b.amount &&
    a.site === b.site &&
    a.town === b.town &&
    a.platform === b.platform &&
    a.category === b.category &&
    a.team === b.team &&
    a.key === b.key &&
    a.member === b.member &&
    sameSpan(a.span, b.span));

function sameSpan(a: Contribution['span'], b: Contribution['span']): boolean {
  if (a === 'now' || b === 'now') return a === b;
  if ('month' in a || 'month' in b) return 'month' in a && 'month' in b && a.month === b.month;
  return a.day === b.day && a.hour === b.hour;
}

/** A series has the name of its measure, of which that of a split follows. */
const measureOfSeries = (series: string): string =>
  measures.has(series) ? series : series.slice(0, series.lastIndexOf('.'));

const anySite = sitePlace('');

export class CellOverlay {
  readonly #county: string;
  readonly #names = new CellNames();
  /** By measure. */
  readonly #logs = new Map<string, ChangeLog>();
  readonly #places = new Map<string, Entries>();
  #days: TakenDays | undefined;

  constructor(county: string) {
    this.#county = county;
  }

  /** Nothing of the base stands that lies on a day from this one on; nobody has asked for a cell yet. */
  takeDays(from: string): void {
    this.#days = new TakenDays(this.#county, from);
  }

  /**
   * Takes `before` back and adds `after`. With `ofBase` the base has changed the other way round, and the state is
   * what it was.
   */
  replace(before: readonly Contribution[], after: readonly Contribution[], ofBase = false): void {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      const [old, next] = [before[index], after[index]];
      // What a thing adds keeps its order, so most of it is found to be the same without a look for its like.
      if (old && next && same(old, next)) continue;
      if (old) this.#note({ contribution: old, times: -1, ofBase });
      if (next) this.#note({ contribution: next, times: 1, ofBase });
    }
  }

  async cells(
    base: Base,
    places: readonly string[],
    series: readonly string[],
    periods: readonly string[],
  ): Promise<Cell[]> {
    const rows = await base.cells(this.#county, places, series, periods);
    return this.#merge(base, rows, places, series, (name) => this.#names.ofPeriods(name, periods));
  }

  async cellRange(
    base: Base,
    places: readonly string[],
    series: readonly string[],
    from: string,
    to: string,
  ): Promise<Cell[]> {
    const rows = await base.cellRange(this.#county, places, series, from, to);
    return this.#merge(base, rows, places, series, (name) => this.#names.ofRange(name, from, to));
  }

  #note(change: Change): void {
    const { measure } = change.contribution;
    let log = this.#logs.get(measure);
    if (!log) {
      log = new ChangeLog(this.#county, (place, of) => this.#add(place, of));
      this.#logs.set(measure, log);
    }
    log.note(change);
  }

  async #settle(base: Base, places: readonly string[], series: readonly string[]): Promise<void> {
    const measuresOf = new Set(series.map(measureOfSeries));
    for (const level of new Set(places.map((place) => this.#levelOf(place))))
      for (const measure of measuresOf) this.#logs.get(measure)?.settle(level);
    await this.#days?.take(base, places, measuresOf, (cell) => this.#takeBack(cell));
  }

  #takeBack({ place, value, ...name }: Cell): void {
    const entries = this.#entriesOf(place);
    const measure = measureOf(measureOfSeries(name.series));
    for (const cell of this.#names.ofDay(name, measure)) entryOf(entries, cell).value -= value;
  }

  #levelOf(place: string): Level {
    if (place === this.#county) return 'county';
    return place.startsWith(anySite) ? 'site' : 'town';
  }

  #add(place: string, change: Change): void {
    const { contribution, times, ofBase } = change;
    const measure = measureOf(contribution.measure);
    change.parts ??= this.#names.partsOf(contribution, measure);
    // Where the days are not taken back yet they will be as they then are in the base.
    if (ofBase && this.#days?.has(contribution) && !this.#days.isTaken(measure.id, place)) return;
    const counted = measure.distinct ? contribution.member : undefined;
    const entries = this.#entriesOf(place);
    for (const part of change.parts)
      for (const { cell, isAmount } of part) {
        const entry = entryOf(entries, cell);
        if (counted === undefined) entry.value += isAmount ? contribution.amount * times : times;
        else refer(entry, counted, times, ofBase);
      }
  }

  #entriesOf(place: string): Entries {
    let entries = this.#places.get(place);
    if (!entries) {
      entries = new Map();
      this.#places.set(place, entries);
    }
    return entries;
  }

  async #merge(
    base: Base,
    rows: readonly Cell[],
    places: readonly string[],
    series: readonly string[],
    numbersOf: (series: string) => Iterable<number>,
  ): Promise<Cell[]> {
    await this.#settle(base, places, series);
    const wanted = series.flatMap((name) => [...numbersOf(name)]);
    const cells = new Map(rows.map((row) => [`${row.place}\0${row.series}\0${row.period}\0${row.key}`, row]));
    for (const place of places) {
      const own = this.#places.get(place);
      for (const number of own ? wanted : []) {
        const entry = own?.get(number);
        const name = this.#names.names[number];
        if (!entry || !name) continue;
        if (entry.members?.stale) await this.#count(base, { place, ...name }, entry, entry.members);
        const text = `${place}\0${name.series}\0${name.period}\0${name.key}`;
        cells.set(text, { place, ...name, value: (cells.get(text)?.value ?? 0) + entry.value });
      }
    }
    return [...cells.values()].filter(({ value }) => value !== 0);
  }

  /** Counts the members of a distinct count, and asks the base about those it was not asked about yet. */
  async #count(base: Base, cell: Omit<Cell, 'value'>, entry: Entry, members: Members): Promise<void> {
    const unknown = [...members.changes.keys()].filter((member) => !members.base.has(member));
    if (unknown.length > 0) {
      const found = await base.references(this.#county, cell, unknown);
      for (const member of unknown) members.base.set(member, found.get(member) ?? 0);
    }
    entry.value = gainOf(members);
    members.stale = false;
  }
}

function entryOf(entries: Entries, cell: number): Entry {
  let entry = entries.get(cell);
  if (!entry) {
    entry = { value: 0 };
    entries.set(cell, entry);
  }
  return entry;
}

function refer(entry: Entry, member: string, times: number, ofBase: boolean): void {
  entry.members ??= { changes: new Map(), base: new Map(), stale: true };
  const { members } = entry;
  members.changes.set(member, (members.changes.get(member) ?? 0) + times);
  const known = members.base.get(member);
  if (ofBase && known !== undefined) members.base.set(member, known - times);
  members.stale = true;
}
