/** What the wall costs the browser that shows it: script for each update, memory, and bytes to the first figure. */
import type { CDPSession, Page } from 'playwright-core';
import { countyCode } from '../support/small-county.ts';
import { measureBareChart } from './bare-chart.ts';
import { heapBytes, keptBytes, openChrome, scriptOfUpdates, watchLongTasks } from './chrome.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row, whole } from './report.ts';
import { pause } from './server.ts';
import { makeSetting, withStations } from './wall-setting.ts';

const perSecond = 50;
const updateMs = 200;
const settleMs = 8_000;
const bytesGoal = 350 * 1024;
/** What a page may keep more after a while and still be called flat. */
const keptGoal = 1.05;
/** Stations of the county, and the script that an update may take (ms). */
const walls = [
  { sites: 500, goalMs: 10 },
  { sites: 5_000, goalMs: 16 },
];

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
  await session.send('Network.disable');
  return {
    what: 'bytes to the first figure on the wall',
    measured: `${whole(bytes / 1024)} KB`,
    goal: `≤ ${bytesGoal / 1024} KB gzip`,
    met: bytes <= bytesGoal,
  };
}

const spent = (script: readonly number[]): string =>
  `p50 ${decimals(quantile(script, 0.5), 1)} ms, p90 ${decimals(quantile(script, 0.9), 1)} ms, at most ${decimals(Math.max(...script), 0)} ms`;

const told = (tasks: readonly number[]): string =>
  tasks.length === 0 ? '0' : `${tasks.length}, the longest ${whole(Math.max(...tasks))} ms`;

async function measureWall(
  page: Page,
  address: string,
  seconds: number,
  { sites, goalMs }: (typeof walls)[number],
): Promise<Row[]> {
  const session = await page.context().newCDPSession(page);
  const bytes = await bytesToFirstFigure(page, session, `${address}/wall?scope=area:${countyCode}`);
  // CPU time of the thread, which other work on the machine does not lengthen.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await pause(settleMs);
  const [heapBefore, keptBefore] = [await heapBytes(session), await keptBytes(session)];
  const longTasks = await watchLongTasks(session);
  const script = await scriptOfUpdates(session, seconds, updateMs);
  const long = await longTasks();
  const [heapAfter, keptAfter] = [await heapBytes(session), await keptBytes(session)];
  const megabytes = (value: number): string => decimals(value / 1e6, 1);
  return [
    {
      what: `script of the main thread for an update, 5 Hz, ${whole(sites)} stations, ${perSecond} events/s`,
      measured: spent(script),
      goal: `p90 ≤ ${goalMs} ms`,
      met: quantile(script, 0.9) <= goalMs,
    },
    {
      what: `  tasks that worked over 50 ms in ${seconds} s`,
      measured: `${told(long.byWork)} (by the clock, with the waits for a processor: ${told(long.byClock)})`,
      goal: '0',
      met: long.byWork.length === 0,
    },
    {
      what: `  what the page keeps after ${seconds} s of updates, without compiled code`,
      measured: `${megabytes(keptBefore)} → ${megabytes(keptAfter)} MB, × ${decimals(keptAfter / keptBefore)}`,
      goal: `flat: ≤ × ${keptGoal}`,
      met: keptAfter <= keptGoal * keptBefore,
    },
    {
      what: '  its whole heap, with what the engine compiles as it warms up',
      measured: `${megabytes(heapBefore)} → ${megabytes(heapAfter)} MB`,
      goal: '',
    },
    ...(sites === walls[0]?.sites ? [bytes] : []),
  ];
}

async function run({ full, folder, say }: BenchContext): Promise<Row[]> {
  const seconds = full ? 300 : 60;
  const rows: Row[] = [];
  for (const wall of walls) {
    const setting = await makeSetting(folder, `browser-${wall.sites}`, wall.sites);
    const stations = { sites: wall.sites, perSecond, seconds: seconds + settleMs / 1000 + 20 };
    const chrome = await openChrome();
    try {
      say(`browser: ${seconds} s of the wall of ${wall.sites} stations`);
      const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
      rows.push(
        ...(await withStations(setting, stations, (address) => measureWall(page, address, seconds, wall))),
      );
      const script = await measureBareChart(chrome, wall.sites, updateMs);
      rows.push({
        what: `  beside it: a bare ECharts page that draws the same map of ${whole(wall.sites)} stations at each update`,
        measured: spent(script),
        goal: '',
      });
    } finally {
      await chrome.close();
    }
  }
  return rows;
}

export const browser: Bench = { name: 'browser', run };
