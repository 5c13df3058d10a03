/** A store on a database of its own, with two counties and their story projected. */
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
import { databaseOf, type Engine } from '../../../support/engine.ts';
import { county } from './counties.ts';
import { now, story } from './story.ts';

export const counties: County[] = [county('330127', 'a'), county('330106', 'b')];
export const pseudonym = makePseudonym('secret');
export const boards = { resolve: resolveScope, read: readBoard };

export interface TestStore {
  store: Store;
  /** Of its database. */
  url: string;
  queries: Queries;
  /** Appends and projects. */
  take(events: readonly NewEvent[]): Promise<void>;
  close(): Promise<void>;
}

export async function openTestStore(engine: Engine = 'sqlite'): Promise<TestStore> {
  const { url, drop } = await databaseOf(engine);
  const store = await openStore(url);
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
    url,
    queries: createQueries({ store, boards, pseudonym, cursorSecret: 'secret' }),
    take,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}

/** The store with the whole story in it. */
export async function openToldStore(engine: Engine = 'sqlite'): Promise<TestStore> {
  const opened = await openTestStore(engine);
  await opened.take([...story('330127', 'a', 1), ...story('330106', 'b', 2)]);
  return opened;
}
