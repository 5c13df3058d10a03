/** What the live side costs for each delta that a viewer gets, beside `ws` alone sending a frame of as many bytes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tickMs } from '../../server/live/delta-pace.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { countyCode } from '../support/small-county.ts';
import type { Broadcast } from './broadcasts.ts';
import { type Bench, type BenchContext, decimals, median, type Row, whole } from './report.ts';
import { cpuMsOf, pause, startBareProgram, startServer } from './server.ts';
import { startViewers, type Viewers } from './viewers.ts';
import { makeSetting } from './wall-setting.ts';

const sites = 400;
const goal = 1.6;
const scope = `area:${countyCode}`;
/** For the last frame to arrive. */
const afterMs = 1_000;
const patienceMs = 30_000;

interface Sides {
  viewers: Viewers;
  live: ServerProcess;
  bare: ServerProcess;
}

/** What one span of frames came to. */
interface Span {
  cpuMs: number;
  frames: number;
  bytes: number;
}

/** Lets one of them send, and waits until nothing more arrives. */
async function spanOf(viewers: Viewers, { address, pid }: ServerProcess, order: Broadcast): Promise<Span> {
  const [cpu, before] = [cpuMsOf(pid), await viewers.count()];
  await fetch(address, { method: 'POST', body: JSON.stringify(order) });
  let after = await viewers.count();
  for (const begun = performance.now(); performance.now() - begun < patienceMs; ) {
    await pause(afterMs);
    const later = await viewers.count();
    if (later.frames === after.frames) break;
    after = later;
  }
  const [frames, bytes] = [after.frames - before.frames, after.bytes - before.bytes];
  return { cpuMs: cpuMsOf(pid) - cpu, frames, bytes };
}

async function fanout({ viewers, live, bare }: Sides, count: number, quick: boolean): Promise<Row> {
  await viewers.open(live.address, 'cockpit', scope, count);
  await viewers.open(bare.address, 'bare', scope, count);
  const pairs: { ours: Span; bare: Span }[] = [];
  const times = quick ? 5 : 50;
  for (let round = 0; round <= (quick ? 1 : 5); round++) {
    const ours = await spanOf(viewers, live, { bytes: 0, times, everyMs: tickMs });
    const sent = { bytes: Math.round(ours.bytes / ours.frames), times: Math.round(ours.frames / count) };
    // The first round warms both sides up.
    const pair = { ours, bare: await spanOf(viewers, bare, { ...sent, everyMs: tickMs }) };
    if (round > 0) pairs.push(pair);
  }
  await viewers.closeAll();
  const cpuOf = ({ cpuMs, frames }: Span): number => cpuMs / frames;
  const ratio = median(pairs.map((pair) => cpuOf(pair.ours) / cpuOf(pair.bare)));
  const us = (side: 'ours' | 'bare'): string =>
    decimals(median(pairs.map((pair) => cpuOf(pair[side]))) * 1000, 1);
  const all = pairs.map(({ ours }) => ours);
  return {
    what: `fan-out to ${whole(count)} viewers at ${1000 / tickMs} Hz: CPU of a delta to a viewer, against ws sending one frame made before`,
    measured: `× ${decimals(ratio)} (${us('ours')} µs against ${us('bare')} µs; ${whole(median(all.map(({ bytes, frames }) => bytes / frames)))} bytes; ${whole(median(all.map(({ frames }) => frames / count)))} of ${times} ticks, those missed went into the next)`,
    goal: `≤ × ${goal}`,
    met: ratio <= goal,
  };
}

/** A board as the server reads it, kept in a file. */
async function boardOf(folder: string): Promise<string> {
  const setting = await makeSetting(folder, 'fanout', sites);
  const server = await startServer(setting.databaseUrl);
  try {
    const file = join(folder, 'fanout-board.json');
    const answer = await fetch(`${server.address}/api/v1/snapshot?scope=${scope}`);
    writeFileSync(file, await answer.text());
    return file;
  } finally {
    await server.stop();
  }
}

async function run({ quick, folder, say }: BenchContext): Promise<Row[]> {
  const live = await startBareProgram('bare-live.ts', [String(sites), await boardOf(folder)]);
  const bare = await startBareProgram('bare-broadcast.ts');
  const viewers = startViewers();
  try {
    const rows: Row[] = [];
    for (const count of quick ? [50] : [1_000, 5_000]) {
      say(`fanout: ${whole(count)} viewers`);
      rows.push(await fanout({ viewers, live, bare }, count, quick));
    }
    return rows;
  } finally {
    viewers.stop();
    await bare.stop();
    await live.stop();
  }
}

export const fanoutBench: Bench = { name: 'fanout', run };
