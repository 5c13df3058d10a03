/** What the wall costs the browser that shows it: script for each update, memory, and bytes to the first figure. */
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { buildStalePages } from '../../server/pages-build.ts';
import { findChromium } from '../support/chromium.ts';
import { countyCode } from '../support/small-county.ts';
import { benchCounty } from './county.ts';
import { addCenterKey, append, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { pause, startServer } from './server.ts';
import { startStations } from './stations.ts';

const sites = 500;
const perSecond = 50;
const updateMs = 200;
const settleMs = 8_000;
const scriptGoalMs = 10;
const bytesGoal = 350 * 1024;
/** What a heap may grow by and still be called flat. */
const heapGoal = 1.1;
const dayMs = 86_400_000;

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((found) => found.name === name)?.value ?? Number.NaN;
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return metric(session, 'JSHeapUsedSize');
}

/** Adds up what comes over the line, compressed as it comes. */
async function countBytes(session: CDPSession): Promise<() => number> {
  let bytes = 0;
  session.on('Network.responseReceived', ({ response }) => {
    bytes += response.encodedDataLength;
  });
  session.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    bytes += Buffer.byteLength(response.payloadData);
  });
  await session.send('Network.enable');
  return () => bytes;
}

async function bytesToFirstFigure(page: Page, session: CDPSession, url: string): Promise<Row> {
  const counted = await countBytes(session);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(
    () => [...document.querySelectorAll('[data-value]')].some((shown) => /\d/.test(shown.textContent ?? '')),
    undefined,
    { polling: 20, timeout: 60_000 },
  );
  const bytes = counted();
  return {
    what: 'bytes to the first figure on the wall',
    measured: `${whole(bytes / 1024)} KB`,
    goal: `≤ ${bytesGoal / 1024} KB gzip`,
    met: bytes <= bytesGoal,
  };
}

/** Script of the main thread in windows of one update each. */
async function scriptOfUpdates(session: CDPSession, seconds: number): Promise<number[]> {
  const spent: number[] = [];
  let before = await metric(session, 'ScriptDuration');
  const begun = performance.now();
  for (let window = 1; window <= (seconds * 1000) / updateMs; window++) {
    await pause(Math.max(0, begun + window * updateMs - performance.now()));
    const now = await metric(session, 'ScriptDuration');
    spent.push((now - before) * 1000);
    before = now;
  }
  return spent;
}

async function measure(page: Page, address: string, seconds: number): Promise<Row[]> {
  const session = await page.context().newCDPSession(page);
  const bytes = await bytesToFirstFigure(page, session, `${address}/wall?scope=area:${countyCode}`);
  await session.send('Network.disable');
  // CPU time of the thread, which other work on the machine does not lengthen.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await pause(settleMs);
  const heapBefore = await heapBytes(session);
  const script = await scriptOfUpdates(session, seconds);
  const heapAfter = await heapBytes(session);
  const p90 = quantile(script, 0.9);
  return [
    {
      what: `script of the main thread for an update, 5 Hz, ${sites} stations, ${perSecond} events/s`,
      measured: `p50 ${decimals(quantile(script, 0.5), 1)} ms, p90 ${decimals(p90, 1)} ms`,
      goal: `p90 ≤ ${scriptGoalMs} ms`,
      met: p90 <= scriptGoalMs,
    },
    {
      what: `heap after ${seconds} s of updates`,
      measured: `${decimals(heapBefore / 1e6, 1)} → ${decimals(heapAfter / 1e6, 1)} MB, × ${decimals(heapAfter / heapBefore)}`,
      goal: `flat: ≤ × ${heapGoal}`,
      met: heapAfter / heapBefore <= heapGoal,
    },
    bytes,
  ];
}

async function run({ full, folder, say }: BenchContext): Promise<Row[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium');
  await buildStalePages();
  const now = Date.now();
  const county = benchCounty(sites);
  const database = await openDatabase(folder, 'browser', county, now);
  await append(database, storiesOf({ county, count: 10_000, from: now - 30 * dayMs, to: now, name: 'h' }));
  await project(database, now);
  const key = await addCenterKey(database);
  await database.store.close();
  const server = await startServer(database.url);
  const stations = startStations();
  const seconds = full ? 300 : 45;
  const loadSeconds = seconds + settleMs / 1000 + 15;
  const chrome = await chromium.launch({ executablePath, args: flags });
  try {
    say(`browser: ${seconds} s of the wall`);
    const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
    const load = stations.post({
      ...{ address: server.address, key, sites, batch: 1, connections: 4 },
      ...{ seconds: loadSeconds, rate: perSecond, requests: loadSeconds * perSecond * 2 },
    });
    const rows = await measure(page, server.address, seconds);
    await load;
    return rows;
  } finally {
    await chrome.close();
    stations.stop();
    await server.stop();
  }
}

export const browser: Bench = { name: 'browser', run };
