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

interface Times {
  /** From the signal to the right figures (ms). */
  whole: number;
  /** From the line `listening on …`. */
  healed: number;
}

async function run({ folder, say }: BenchContext): Promise<Row[]> {
  const { databaseUrl } = await makeSetting(folder, 'restart', sites);
  let server = await startProcess(serverEnvironment(databaseUrl));
  const { address } = server;
  const { port } = new URL(address);
  const chrome = await openChrome();
  const times: Times[] = [];
  try {
    const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${address}/wall?scope=${scope}`);
    await isLive(page);
    say(`restart: ${restarts} times`);
    for (let n = 0; n < restarts; n++) {
      const asked = performance.now();
      await (n % 2 === 0 ? server.kill() : server.stop());
      server = await startProcess({ ...serverEnvironment(databaseUrl), PORT: port });
      const listening = performance.now();
      await until('the right figures', () => isRight(page, address), 60_000);
      const now = performance.now();
      times.push({ whole: now - asked, healed: now - listening });
    }
  } finally {
    await chrome.close();
    await server.stop();
  }
  const seconds = (values: readonly number[]): string =>
    `p50 ${decimals(quantile(values, 0.5) / 1000)} s, p95 ${decimals(quantile(values, 0.95) / 1000)} s`;
  const whole = times.map((time) => time.whole);
  return [
    {
      what: `from the end of a server to right figures of its next one on the wall, ${restarts} restarts, ${sites} stations`,
      measured: seconds(whole),
      goal: `p95 ≤ ${goalMs / 1000} s`,
      met: quantile(whole, 0.95) <= goalMs,
    },
    {
      what: '  of it after the next one listens',
      measured: seconds(times.map(({ healed }) => healed)),
      goal: '',
    },
  ];
}

export const restart: Bench = { name: 'restart', run };
