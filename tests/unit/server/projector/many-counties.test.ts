import { afterEach, beforeEach, expect, test } from 'vitest';
import { importCounty } from '../../../../server/projector/import-county.ts';
import { Projector } from '../../../../server/projector/projector.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { Register } from '../../../../shared/county/register.ts';
import { newEvent } from '../../../support/county-journal.ts';
import { databaseOf } from '../../../support/engine.ts';
import { event, local } from '../../../support/journal-events.ts';
import { otherCounty, otherEvent } from '../../../support/other-county.ts';
import type { TestDatabase } from '../../../support/postgres.ts';
import { until } from '../../../support/until.ts';

const now = local('2026-11-22 12:00');
const codes = [
  { code: '330106', prefix: 'x.' },
  { code: '330127', prefix: 'c.' },
];
const counties = codes.map((one) => otherCounty(one, { code: one.code }));

let database: TestDatabase;
let store: Store;
let projector: Projector;
/** The county of each transaction of the projector. */
let looked: string[];

beforeEach(async () => {
  database = await databaseOf();
  store = await openStore(database.url);
  for (const county of counties) await importCounty(store, county, now);
  looked = [];
  const watched: Pick<Store, 'read' | 'project'> = {
    read: (work) => store.read(work),
    project: (county, work, options) => {
      looked.push(county);
      return store.project(county, work, options);
    },
  };
  projector = new Projector({
    store: watched as Store,
    now: () => now,
    onProgress: () => undefined,
    onFailure: (_, error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await projector.stop();
  await store.close();
  await database.drop();
});

test('an event of one county costs the others nothing; who wakes without a name has all looked at', async () => {
  projector.wake();
  await until('all counties', () => looked.length === 2);
  const [, other = { code: '', prefix: '' }] = codes;
  const heard = otherEvent(event('site.heartbeat', 'A1', '2026-11-22 11:00', {}), other);
  await store.append([newEvent(heard, new Register(counties[1] as (typeof counties)[number]))]);
  projector.appended(1, [other.code]);
  await until('the event', async () => (await store.read((view) => view.position(other.code))).seq === 1);
  expect(looked).toEqual(['330106', '330127', '330127']);
  projector.wake();
  await until('all counties again', () => looked.length === 5);
});
