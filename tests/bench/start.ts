/** From the start of the process until it is ready, with a large journal against an empty one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CostResult, databaseName } from './cost-probe.ts';
import { benchCounty } from './county.ts';
import { openDatabase } from './database.ts';
import { type Bench, type BenchContext, decimals, median, type Row, whole } from './report.ts';
import { pause, runProbe, startServer } from './server.ts';

const rounds = 5;
const sites = 500;
/** More than these are measured by `size`. */
const stored = 100_000;
const goal = 2;

/** Milliseconds until `/readyz` says so. */
async function readyAfter(url: string): Promise<number> {
  const begun = performance.now();
  const server = await startServer(url);
  try {
    while (!(await fetch(`${server.address}/readyz`)).ok) await pause(10);
    return performance.now() - begun;
  } finally {
    await server.stop();
  }
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const file = join(folder, `${databaseName({ stored, sites })}.db`);
  if (!existsSync(file)) {
    say(`start: storing ${whole(stored)} events`);
    await runProbe<CostResult>('cost-probe.ts', { folder, stored, sites });
  }
  const empty = await openDatabase(folder, 'empty', benchCounty(sites), Date.now());
  await empty.store.close();
  say('start: empty and full, in turns');
  const times: { empty: number; full: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const time = { empty: await readyAfter(empty.url), full: await readyAfter(`sqlite:${file}`) };
    // The first round fills the caches of the disk.
    if (round > 0) times.push(time);
  }
  const [fresh, filled] = [median(times.map((time) => time.empty)), median(times.map((time) => time.full))];
  return [
    {
      what: `start to ready at ${whole(stored)} events against empty`,
      measured: `× ${decimals(filled / fresh)} (${whole(filled)} ms against ${whole(fresh)} ms)`,
      goal: `≤ × ${goal}`,
      met: filled / fresh <= goal,
    },
  ];
}

export const start: Bench = { name: 'start', run };
