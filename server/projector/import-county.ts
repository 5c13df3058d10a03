import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { ProjectionTransaction, ReadTransaction, Store } from '../store/store.ts';
import { type Affected, affectedBy, type OnLooked, type Registers } from './affected.ts';
import { projectAffected } from './project-affected.ts';
import { projectAll } from './project-batch.ts';
import { reachOf } from './reach.ts';

/** Told how a change of registers goes on. */
export interface OnChange {
  /** While everything else goes on. */
  onLooked?: OnLooked;
  /** So many things are written now, and what is to be stored waits for it. */
  onWriting?: (things: number) => void;
}

/** The registers under a version, and the version after which they come. */
export interface Replacement extends OnChange {
  /** The clock in ms. */
  now: () => number;
  version: number;
}

interface Written {
  version: number;
  seq: number;
}

const versionIn = async (view: ReadTransaction, code: string): Promise<number> =>
  (await view.countyVersions()).find((known) => known.code === code)?.version ?? 0;

/** The version of a county's registers; and these, where figures stand that were told with them. */
const standing = (store: Store, code: string) =>
  store.read(async (view) => {
    const { asOf } = await view.position(code);
    const county = asOf > 0 ? await view.county(code) : undefined;
    return { version: await versionIn(view, code), ...(county && { before: new Register(county) }) };
  });

async function putAndProject(
  transaction: ProjectionTransaction,
  county: County,
  now: number,
): Promise<Written> {
  const version = await transaction.putCounty(county);
  const { seq } = await projectAll(transaction, new Register(county), now);
  return { version, seq };
}

/** What a change makes other; undefined where it reaches nothing. */
async function lookedAt(
  store: Store,
  registers: Registers,
  onLooked?: OnLooked,
): Promise<Affected | undefined> {
  const reach = reachOf(registers.before, registers.after);
  return reach && affectedBy(store, registers, reach, onLooked);
}

/**
 * Stores a county's registers where they still have a version, and brings its figures up to them in the same
 * transaction; undefined where somebody else has changed them meanwhile. What a change makes other is found before,
 * while events are taken and shown; until it is written everybody sees the old registers with the old figures.
 */
export async function replaceCounty(
  store: Store,
  county: County,
  { now, version, onLooked, onWriting }: Replacement,
): Promise<Written | undefined> {
  const { code } = county.profile;
  const { version: found, before } = await standing(store, code);
  if (found !== version) return undefined;
  const registers = before && { before, after: new Register(county) };
  const affected = registers && (await lookedAt(store, registers, onLooked));
  return store.project(code, async (transaction) => {
    if ((await transaction.countyVersion()) !== version) return undefined;
    if (!registers) return putAndProject(transaction, county, now());
    const written = await transaction.putCounty(county);
    if (affected) await projectAffected(transaction, registers, affected, now(), onWriting);
    const { seq } = await transaction.position();
    return { version: written, seq };
  });
}

/** Does so whatever version they have. */
export async function importCounty(store: Store, county: County, now: number): Promise<Written> {
  for (;;) {
    const version = await store.read((view) => versionIn(view, county.profile.code));
    const written = await replaceCounty(store, county, { now: () => now, version });
    if (written) return written;
  }
}

/** Does so where the database does not know the county yet: of servers that start together one does. */
export async function importNewCounty(store: Store, county: County, now: number): Promise<void> {
  await replaceCounty(store, county, { now: () => now, version: 0 });
}

/**
 * Projects at once the counties whose figures a newer version of the database has forgotten. Until that is done no
 * board is whole, and half of one would look like a true one, so it comes before everything else.
 */
export async function projectForgotten(store: Store, now: number): Promise<void> {
  for (const { county, head, position } of await store.read((view) => view.heads())) {
    if (head === 0 || position.asOf > 0) continue;
    await store.project(county, async (transaction) => {
      await projectAll(transaction, new Register(await transaction.county()), now);
    });
  }
}
