/** One step of the projector: some events and what time has changed, in one transaction. */
import type { Register } from '../../shared/county/register.ts';
import { startOfNextDay } from '../../shared/domain/time.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { Position, ProjectionTransaction, ThingUpdate } from '../store/store.ts';
import { CellSum } from './difference.ts';
import { type Refreshing, refresh } from './refresh.ts';
import { allPlaces, touched } from './touched.ts';

/** Events of one batch where nothing else waits for the transaction. */
const wholeBatch = 2000;

export interface BatchResult {
  /** Where it began: behind what another server may have projected meanwhile. */
  before: Position;
  position: Position;
  /** Events taken from the journal. */
  taken: number;
  /** Places whose figures may have changed. */
  places: Set<string>;
  /** Whether there may be more to take at once. */
  more: boolean;
}

/** Notes places whose figures may have changed. */
class Places {
  readonly all = new Set<string>();
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  note(site: string, town: string | undefined): void {
    this.all.add(this.#register.code).add(`s:${site}`);
    if (town !== undefined) this.all.add(town);
  }

  /** The turn of a day changes every board, although no thing changes with it [T3]. */
  noteAll(): void {
    const { towns, sites } = this.#register.county;
    for (const { code } of towns) this.all.add(code);
    for (const { code, town } of sites) this.note(code, town);
  }
}

/** Takes back what things added before, which it answers by thing, and adds what they add now. */
export async function saveFigures(
  transaction: ProjectionTransaction,
  county: string,
  updates: readonly ThingUpdate[],
): Promise<Map<string, Contribution[]>> {
  const before = await transaction.contributionsOf(updates.map(({ thing }) => thing));
  const cells = new CellSum(county);
  for (const { thing, contributions } of updates) cells.replace(before.get(thing) ?? [], contributions);
  await transaction.saveThings(updates);
  await transaction.addToCells(cells.changes());
  return before;
}

async function save(
  transaction: ProjectionTransaction,
  county: string,
  places: Places,
  updates: readonly ThingUpdate[],
): Promise<Map<string, Contribution[]>> {
  const before = await saveFigures(transaction, county, updates);
  for (const { thing, kind, site, town } of updates) {
    for (const place of before.get(thing) ?? []) places.note(place.site, place.town);
    if (site) places.note(site, town);
    // What is said of an alert stands wherever the alert does.
    if (kind === 'alert') places.noteAll();
  }
  return before;
}

/**
 * Takes up to `limit` events after the projector's position and up to `limit` things that time has changed by `now`.
 * Things are joined anew from all their events, so a batch may be cut anywhere without a difference.
 */
export async function projectBatch(
  transaction: ProjectionTransaction,
  register: Register,
  now: number,
  limit: number,
): Promise<BatchResult> {
  const position = await transaction.position();
  const asOf = Math.max(now, position.asOf);
  const marks = await transaction.marksAfter(position.seq, limit);
  const upToSeq = marks.at(-1)?.seq ?? position.seq;
  const places = new Places(register);
  const due = await transaction.thingsDue(asOf, limit);
  // Boards turn with the day [T3].
  const dayTurned = asOf >= startOfNextDay(position.asOf, register.timeZone);
  if (marks.length === 0 && due.length === 0 && !dayTurned) {
    return { before: position, position, taken: 0, places: places.all, more: false };
  }
  if (dayTurned) places.noteAll();
  const { things, places: touchedPlaces } = touched(marks, due);
  // A site that has never been heard of has figures too: at the beginning all of them are looked at.
  const isBeginning = position.asOf === 0;
  const refreshing: Refreshing = {
    source: transaction,
    register,
    now: asOf,
    upToSeq,
    save: (updates) => save(transaction, register.code, places, updates),
  };
  await refresh(refreshing, { things, places: isBeginning ? allPlaces(register) : touchedPlaces });
  const next = { seq: upToSeq, asOf };
  await transaction.savePosition(next);
  return {
    before: position,
    position: next,
    taken: marks.length,
    places: places.all,
    more: marks.length === limit || due.length === limit,
  };
}

/** Projects a county's whole journal from nothing, within the transaction it is given. */
export async function projectAll(
  transaction: ProjectionTransaction,
  register: Register,
  now: number,
): Promise<Position> {
  await transaction.clear();
  for (;;) {
    const { more, position } = await projectBatch(transaction, register, now, wholeBatch);
    if (!more) return position;
  }
}
