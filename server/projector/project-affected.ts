/** Brings figures up to a change of registers, in the transaction that stores these: only things that are others. */
import { siteThing, townThing } from '../../shared/domain/thing.ts';
import type { ProjectionTransaction } from '../store/store.ts';
import { type Affected, type Registers, touchedSince } from './affected.ts';
import { saveFigures } from './project-batch.ts';
import { tellThings } from './refresh.ts';
import { gone, type Telling, updatesOfPlaces } from './thing-update.ts';
import { allPlaces, touched, withDependents } from './touched.ts';

/** Things that are told at once. */
const chunkSize = 1000;

/** What was touched after the things were looked at: whether it is another thing now, nobody has asked. */
async function touchedLater(
  transaction: ProjectionTransaction,
  registers: Registers,
  { since }: Affected,
  upToSeq: number,
): Promise<string[]> {
  const marks = upToSeq > since.seq ? await transaction.marksAfter(since.seq, upToSeq - since.seq) : [];
  return touchedSince(transaction, registers, marks, await transaction.changedAfter(since.asOf));
}

/** Sites and towns that were in the registers and are not any more. */
function gonePlaces({ before, after }: Registers): string[] {
  const { sites, towns } = before.county;
  return [
    ...sites.flatMap(({ code }) => (after.site(code) ? [] : [siteThing(code)])),
    ...towns.flatMap(({ code }) => (after.town(code) ? [] : [townThing(code)])),
  ];
}

/** Takes no event; what time has changed by `now` (ms) is told with the rest, so that figures move to that instant. */
export async function projectAffected(
  transaction: ProjectionTransaction,
  registers: Registers,
  affected: Affected,
  now: number,
  onBegin: (things: number) => void = () => {},
): Promise<void> {
  const { after } = registers;
  const position = await transaction.position();
  const { seq } = position;
  const asOf = Math.max(now, position.asOf);
  const due = touched([], await transaction.thingsDue(asOf, Number.MAX_SAFE_INTEGER));
  const turned = await withDependents(transaction, after, due);
  const later = await touchedLater(transaction, registers, affected, seq);
  const things = [...new Set([...affected.things, ...later, ...turned.things])];
  onBegin(things.length);
  const telling: Telling = { source: transaction, register: after, now: asOf, upToSeq: seq };
  for (let done = 0; done < things.length; done += chunkSize)
    await saveFigures(
      transaction,
      after.code,
      await tellThings(telling, things.slice(done, done + chunkSize)),
    );
  // Sites and towns come after things, because their states read the cells that things have changed.
  const reached = affected.places === 'all' ? allPlaces(after) : affected.places;
  const places = await updatesOfPlaces(telling, [...new Set([...reached, ...turned.places])]);
  await saveFigures(transaction, after.code, [...gonePlaces(registers).map(gone), ...places]);
  await transaction.savePosition({ seq, asOf });
}
