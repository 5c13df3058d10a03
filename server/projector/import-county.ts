import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { ProjectionTransaction, Store } from '../store/store.ts';
import { projectAll } from './project-batch.ts';

/** Told how far projecting anew has come: the events that have been taken. */
export type OnRecomputed = (events: number) => void;

async function putAndProject(
  transaction: ProjectionTransaction,
  county: County,
  now: number,
  onRecomputed?: OnRecomputed,
) {
  const version = await transaction.putCounty(county);
  const { seq } = await projectAll(transaction, new Register(county), now, onRecomputed);
  return { version, seq };
}

/** Stores a county's registers and projects its journal with them, all in one transaction. */
export async function importCounty(
  store: Store,
  county: County,
  now: number,
): Promise<{ version: number; seq: number }> {
  return store.project(county.profile.code, (transaction) => putAndProject(transaction, county, now));
}

/** Does so where the registers still have a version; undefined where somebody else has changed them meanwhile. */
export async function replaceCounty(
  store: Store,
  county: County,
  { now, version, onRecomputed }: { now: number; version: number; onRecomputed: OnRecomputed },
): Promise<{ version: number; seq: number } | undefined> {
  return store.project(county.profile.code, async (transaction) => {
    if ((await transaction.countyVersion()) !== version) return undefined;
    return putAndProject(transaction, county, now, onRecomputed);
  });
}

/** Does so where the database does not know the county yet: of servers that start together one does. */
export async function importNewCounty(store: Store, county: County, now: number): Promise<void> {
  await store.project(county.profile.code, async (transaction) => {
    if ((await transaction.countyVersion()) === 0) await putAndProject(transaction, county, now);
  });
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
