import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../../server/store/open-store.ts';
import { verifyFile } from '../../../../server/store/sqlite/backup.ts';
import { countyCode } from '../../../support/store-contract/samples.ts';

const writer = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-killed-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Lets a process append until it has said some seqs, kills it, and answers the last one that it said. */
async function appendAndKill(url: string): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.length > 1500) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

it('what was acknowledged survives kill -9, in order and without gaps', async () => {
  const file = join(folder, 'cockpit.db');
  const last = await appendAndKill(`sqlite:${file}`);
  expect(last).toBeGreaterThan(100);
  const store = await openStore(`sqlite:${file}`);
  const rows = await store.read((transaction) => transaction.journal(countyCode, 0, 100_000, true));
  await store.close();
  expect(rows.length).toBeGreaterThanOrEqual(last);
  // Both events of one call, or neither.
  expect(rows.length % 2).toBe(0);
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.every((row, index) => (row.personal === '{}') === (index % 2 === 1))).toBe(true);
  verifyFile(file);
}, 30_000);
