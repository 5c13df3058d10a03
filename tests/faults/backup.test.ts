/**
 * Copies that are made while stations send: each is a journal as it once was, with everything that had been acknowledged
 * when the copy was begun, and a server goes on with it as with its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runCommand } from '../../server/cli/run.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { JournalRow } from '../../server/store/store.ts';
import { databaseOf, type Engine } from '../support/engine.ts';
import { centerSite, countyCode, startServer, startServerProcess } from '../support/server.ts';
import { started } from '../support/station.ts';
import { SteadyLoad } from '../support/steady-load.ts';

const copies = 3;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function journalOf(databaseUrl: string): Promise<JournalRow[]> {
  const store = await openStore(databaseUrl, { readOnly: true });
  try {
    return await store.read((view) => view.journal(countyCode, 0, 100_000, true));
  } finally {
    await store.close();
  }
}

/** How a database of each kind is copied while it is used. */
const copying: Record<Engine, (from: string, to: string) => Promise<void>> = {
  sqlite: async (from, to) => {
    const file = `${to.replace('sqlite:', '')}.backup`;
    await runCommand(['backup', 'create', file], { DATABASE_URL: from });
    await runCommand(['backup', 'restore', file], { DATABASE_URL: to });
  },
  postgres: async (from, to) => {
    await runCommand(['store', 'copy', '--from', from, '--to', to], { DATABASE_URL: to });
  },
};

test.each<Engine>(['sqlite', 'postgres'])('of a database on %s', { timeout: 300_000 }, async (engine) => {
  const database = await databaseOf(engine);
  closing.push(() => database.drop());
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-copies-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const server = await startServerProcess({
    DATABASE_URL: database.url,
    ANONYMOUS_READ: 'true',
    RATE_REQUESTS_PER_SECOND: '100000',
  });
  closing.push(() => server.stop());
  const { key } = await server.makeKey();
  const load = new SteadyLoad({ post: (body) => server.post(key, body) });
  await load.takes(50, 60_000);

  const made: { url: string; before: string[] }[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const before = [...load.acknowledged.keys()];
    const url = `sqlite:${join(folder, `${copy}.db`)}`;
    await copying[engine](database.url, url);
    made.push({ url, before });
    await load.takes(20, 60_000);
  }
  await load.stop();
  const whole = await server.journal();
  load.expectAllIn(whole);

  for (const { url, before } of made) {
    const rows = await journalOf(url);
    expect(rows).toEqual(whole.slice(0, rows.length));
    const ids = new Set(rows.map(({ id }) => id));
    expect(before.filter((id) => !ids.has(id))).toEqual([]);
    expect(rows.length).toBeLessThan(whole.length);
    for (const what of ['journal', 'audit'])
      expect((await runCommand([what, 'verify'], { DATABASE_URL: url })).output).toMatchObject({ ok: true });
  }

  const [newest] = made.slice(-1);
  if (!newest) throw new Error('no copy');
  const again = await startServer({ DATABASE_URL: newest.url });
  closing.push(() => again.stop());
  const { length } = await journalOf(newest.url);
  const answer = await again.post(key, JSON.stringify(started(centerSite)));
  expect(answer.body.results).toMatchObject([{ status: 'accepted', seq: length + 1 }]);
});
