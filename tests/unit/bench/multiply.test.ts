/** A history that the benches multiply is the one that the program would have written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectAll } from '../../../server/projector/project-batch.ts';
import { verifyJournal } from '../../../server/projector/verify.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { Register } from '../../../shared/county/register.ts';
import { benchCounty } from '../../bench/county.ts';
import { makeLongHistory } from '../../bench/long-history.ts';

const now = Date.parse('2026-11-22T12:00:00+08:00');
const sites = 40;
const months = 15;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cockpit-multiply-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every row that is derived from the journal; cells of members under their names, not their numbers. */
function derived(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = [
    'select * from thing order by thing',
    'select * from contribution order by thing, n',
    'select * from feed order by thing, seq',
    'select * from cell order by place, series, period, key',
    `select place, series, period, key, member, refs from member join distinct_cell on id = cell
      order by place, series, period, key, member`,
    'select * from counter',
    'select * from position',
  ].flatMap((sql) => database.prepare(sql).all());
  database.close();
  return rows.map((row) => JSON.stringify(row));
}

// Three processes make it.
test('[P4] a multiplied history is row by row what the program writes of its journal', {
  timeout: 120_000,
}, async () => {
  const url = await makeLongHistory({
    folder,
    name: 'long',
    sites,
    monthly: 100,
    months,
    recent: 50,
    now,
  });
  const file = url.slice('sqlite:'.length);
  const multiplied = derived(file);
  const store = await openStore(url);
  const { counties, differences } = await verifyJournal(store);
  expect(differences).toEqual([]);
  expect(counties[0]?.seq).toBeGreaterThan(1_400);
  const register = new Register(benchCounty(sites));
  await store.project(register.code, (transaction) => projectAll(transaction, register, now));
  await store.close();
  const written = new Set(derived(file));
  expect(multiplied.filter((row) => !written.has(row)).slice(0, 5)).toEqual([]);
  expect(multiplied).toHaveLength(written.size);
});
