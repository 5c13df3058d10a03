import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import type { Store } from '../store/store.ts';
import { projectAll } from './project-batch.ts';

/** Stores a county's registers and projects its journal with them, all in one transaction. */
export async function importCounty(
  store: Store,
  county: County,
  now: number,
): Promise<{ version: number; seq: number }> {
  return store.project(county.profile.code, async (transaction) => {
    const version = await transaction.putCounty(county);
    const { seq } = await projectAll(transaction, new Register(county), now);
    return { version, seq };
  });
}
