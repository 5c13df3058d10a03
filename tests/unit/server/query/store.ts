/** A store in a folder of its own, with two counties and their story projected. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoard } from '../../../../server/board/read-board.ts';
import { resolveScope } from '../../../../server/board/scope-parts.ts';
import { makePseudonym } from '../../../../server/identity/pseudonym.ts';
import { importCounty } from '../../../../server/projector/import-county.ts';
import { projectBatch } from '../../../../server/projector/project-batch.ts';
import { createQueries, type Queries } from '../../../../server/query/queries.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { NewEvent, Store } from '../../../../server/store/store.ts';
import type { County } from '../../../../shared/county/county.ts';
import { Register } from '../../../../shared/county/register.ts';
import { county } from './counties.ts';
import { now, story } from './story.ts';

export const counties: County[] = [county('330127', 'a'), county('330106', 'b')];
export const pseudonym = makePseudonym('secret');
export const boards = { resolve: resolveScope, read: readBoard };

export interface TestStore {
  store: Store;
  queries: Queries;
  /** Appends and projects. */
  take(events: readonly NewEvent[]): Promise<void>;
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'query-'));
  const store = await openStore(`sqlite:${join(folder, 'test.db')}`);
  for (const each of counties) await importCounty(store, each, now);
  const take = async (events: readonly NewEvent[]): Promise<void> => {
    await store.append(events);
    for (const each of counties) {
      const register = new Register(each);
      const step = () =>
        store.project(each.profile.code, (transaction) => projectBatch(transaction, register, now, 2000));
      while ((await step()).more);
    }
  };
  return {
    store,
    queries: createQueries({ store, boards, pseudonym, cursorSecret: 'secret' }),
    take,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The store with the whole story in it. */
export async function openToldStore(): Promise<TestStore> {
  const opened = await openTestStore();
  await opened.take([...story('330127', 'a', 1), ...story('330106', 'b', 2)]);
  return opened;
}
