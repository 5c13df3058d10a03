/** A server that ends and is started again: how long until the wall has the right figures. */
import type { Page } from 'playwright-core';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { startProcess } from '../support/server-process.ts';
import { countyCode } from '../support/small-county.ts';
import { until } from '../support/until.ts';
import { expectedValue, figuresOf, isLive, rootOf } from '../support/wall.ts';
import { openChrome } from './chrome.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row } from './report.ts';
import { serverEnvironment } from './server.ts';
import { makeSetting } from './wall-setting.ts';

const sites = 500;
const restarts = 20;
const goalMs = 3_000;
const scope = `area:${countyCode}`;

/** Live, and every number on the wall is the one that the server now gives. */
async function isRight(page: Page, address: string): Promise<boolean> {
  if ((await rootOf(page)).connection !== 'live') return false;
  const figures = await figuresOf(page);
  const { board } = (await (
    await fetch(`${address}/api/v1/snapshot?scope=${scope}`)
  ).json()) as SnapshotAnswer;
  return figures.length > 40 && figures.every(({ path, value }) => value === expectedValue(board, path));
}

/** Remembers in the page when it last came to be live; `Date.now()` is the same clock as outside. */
const noteReturns = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const root = document.documentElement;
    new MutationObserver(() => {
      if (root.dataset.connection === 'live') root.dataset.benchLiveAt ??= String(Date.now());
      else delete root.dataset.benchLiveAt;
    }).observe(root, { attributeFilter: ['data-connection'] });
  });

const liveAtOf = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset.benchLiveAt));

/** The parts of the way, one after the other (ms). */
const parts = {
  end: 'the process ends',
  start: 'the next one starts, until it listens',
  line: 'the page finds it, and is live',
  figures: 'every figure is right',
} as const;

type Times = Record<keyof typeof parts, number>;

const wholeOf = (times: Times): number => Object.values(times).reduce((sum, ms) => sum + ms, 0);

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const { databaseUrl } = await makeSetting(folder, 'restart', sites);
  let server = await startProcess(serverEnvironment(databaseUrl));
  const { address } = server;
  const { port } = new URL(address);
  const chrome = await openChrome();
  const times: { killed: boolean; of: Times }[] = [];
  try {
    const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${address}/wall?scope=${scope}`);
    await isLive(page);
    await noteReturns(page);
    say(`restart: ${restarts} times`);
    for (let n = 0; n < restarts; n++) {
      const killed = n % 2 === 0;
      const asked = Date.now();
      await (killed ? server.kill() : server.stop());
      const ended = Date.now();
      server = await startProcess({ ...serverEnvironment(databaseUrl), PORT: port });
      const listening = Date.now();
      await until('the right figures', () => isRight(page, address), 60_000);
      const right = Date.now();
      // A page that was live again before the line of the server was read is no time behind it.
      const live = Math.max(listening, await liveAtOf(page));
      times.push({
        killed,
        of: {
          end: ended - asked,
          start: listening - ended,
          line: live - listening,
          figures: Math.max(0, right - live),
        },
      });
    }
  } finally {
    await chrome.close();
    await server.stop();
  }
  const seconds = (values: readonly number[]): string =>
    `p50 ${decimals(quantile(values, 0.5) / 1000)} s, p95 ${decimals(quantile(values, 0.95) / 1000)} s`;
  const whole = times.map(({ of }) => wholeOf(of));
  const only = (killed: boolean): number[] => whole.filter((_, n) => times[n]?.killed === killed);
  return [
    {
      what: `from the end of a server to right figures of its next one on the wall, ${restarts} restarts, ${sites} stations`,
      measured: `${seconds(whole)} (killed: ${seconds(only(true))}; asked to stop: ${seconds(only(false))})`,
      goal: `p95 ≤ ${goalMs / 1000} s`,
      met: quantile(whole, 0.95) <= goalMs,
    },
    ...(Object.keys(parts) as (keyof typeof parts)[]).map((part) => ({
      what: `  of it: ${parts[part]}`,
      measured: seconds(times.map(({ of }) => of[part])),
      goal: '',
    })),
  ];
}

export const restart: Bench = { name: 'restart', run };
