/** A database is copied to another one, of whichever kind: with every seq, every key and every figure. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../../server/cli/run.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { CountyJournal, newEvent } from '../../../support/county-journal.ts';
import { databaseOf } from '../../../support/engine.ts';
import { event, local } from '../../../support/journal-events.ts';
import type { TestDatabase } from '../../../support/postgres.ts';
import { countyCode, smallCounty } from '../../../support/small-county.ts';
import { takeTimeForPostgres } from '../../../support/take-time.ts';

const now = local('2026-11-22 12:00');
const key = { id: 'k1', site: 'A1', label: '闸机', hash: 'aa', createdAt: 1 };

takeTimeForPostgres();

let journal: CountyJournal;
let from: TestDatabase;
let to: TestDatabase;

beforeEach(async () => {
  to = await databaseOf('postgres');
  journal = await CountyJournal.open(now, smallCounty(), 'sqlite');
  from = journal.database;
  const { store } = journal;
  await journal.append([
    event('activity.started', 'A1', '2026-11-22 09:00', { activityId: 'a', title: '板凳课堂' }),
    event('activity.ended', 'A1', '2026-11-22 10:00', { activityId: 'a', participants: 12 }),
    event('service.recorded', 'A1', '2026-11-22 10:30', {
      ...{ recordId: 'r', volunteerId: 'v', minutes: 90 },
    }),
  ]);
  const named = event('site.heartbeat', 'B1', '2026-11-22 11:00', {});
  await store.append([{ ...newEvent(named, journal.register), personal: '{"name":"严"}' }]);
  await journal.project(now);
  await store.addKey(key);
  await store.secret('digest');
  await store.audit([{ at: 1, actor: 'cli', action: 'key.create', target: 'k1', result: 'done' }]);
});
afterEach(async () => {
  await journal.close();
  await to.drop();
});

const copy = (source: TestDatabase, target: TestDatabase, ...more: string[]) =>
  runCommand(['store', 'copy', '--from', source.url, '--to', target.url, ...more], {});

async function withStore<T>({ url }: TestDatabase, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const contents = async (store: Store) => [
  await store.read((view) => view.appended(countyCode, 0, 99)),
  await store.read((view) => view.allCells(countyCode, { limit: 10_000 })),
  await store.read((view) => view.county(countyCode)),
  (await store.credentials()).keys,
  await store.secret('digest'),
];

test('everything goes from a file to a server and back, and stays the same', async () => {
  const before = await contents(journal.store);
  const copied = await copy(from, to);
  expect(copied).toMatchObject({
    output: { ok: true, counties: [{ county: countyCode, head: 4 }] },
    failures: [],
  });
  await withStore(to, async (store) => {
    const [events, cells, county, keys, secret] = await contents(store);
    expect([events, county, keys, secret]).toEqual([before[0], before[2], before[3], before[4]]);
    expect(cells).toEqual(before[1]);
    expect((await store.auditAfter(0, 9))[0]).toEqual((await journal.store.auditAfter(0, 9))[0]);
    const again = await store.append([
      newEvent(event('site.heartbeat', 'B1', '2026-11-22 11:00', {}), journal.register),
    ]);
    expect(again).toEqual([{ status: 'duplicate', seq: 4 }]);
  });
  const back = await databaseOf('sqlite');
  expect((await copy(to, back)).failures).toEqual([]);
  await withStore(back, async (store) => expect((await contents(store))[0]).toEqual(before[0]));
  await back.drop();
});

test('a county that is there already is not touched', async () => {
  await copy(from, to, '--county', countyCode);
  await expect(copy(from, to)).rejects.toThrow(/holds county 330127 already, with 4 events/);
  await expect(copy(from, to, '--county', '330106')).rejects.toThrow(/no county 330106/);
  await expect(copy(from, from)).rejects.toThrow(/same database/);
});

test('a database with secrets of its own takes no county', async () => {
  await withStore(to, (store) => store.secret('digest'));
  await expect(copy(from, to)).rejects.toThrow(/secrets of its own/);
});
