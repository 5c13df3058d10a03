/** The operator's queue of 300 open orders while it is scrolled, beside a list of as many plain rows in that browser. */
import type { Browser, Page } from 'playwright-core';
import { countyCode } from '../support/small-county.ts';
import { metric, openChrome } from './chrome.ts';
import { deskCounty, openOrders, operatorOf } from './command.ts';
import { append, openDatabase, project } from './database.ts';
import { type Bench, type BenchContext, decimals, quantile, type Row } from './report.ts';
import { startServer } from './server.ts';

const orders = 300;
const rowPx = 66;
const size = { width: 1440, height: 900 };
/** A frame may take so many times as long as one of the plain list. */
const ratioGoal = 1.2;

interface Scrolled {
  /** Milliseconds from each frame to the next. */
  frames: number[];
  /** CPU of the page's main thread for each frame, in milliseconds: other work on the machine lengthens it little. */
  cpuMs: number;
}

/** Scrolls a list from its top to its end and back within some seconds. */
async function scroll(page: Page, list: string, seconds: number): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const box = await page.locator(list).boundingBox();
  if (!box) throw new Error(`no ${list} to scroll`);
  await page.evaluate(() => {
    const times: number[] = [];
    Reflect.set(window, 'frameTimes', times);
    const frames = {
      count(at: number): void {
        times.push(at);
        requestAnimationFrame(frames.count);
      },
    };
    requestAnimationFrame(frames.count);
  });
  const before = await metric(session, 'TaskDuration');
  const distance = orders * rowPx - box.height;
  await session.send('Input.synthesizeScrollGesture', {
    ...{ x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) },
    ...{ yDistance: -distance, speed: Math.round((2 * distance) / seconds) },
    ...{ repeatCount: 0, gestureSourceType: 'mouse', preventFling: true },
  });
  const reached = await page.locator(list).evaluate((element) => element.scrollTop);
  if (reached < distance / 2) throw new Error(`scrolled to ${reached} of ${distance}`);
  await session.send('Input.synthesizeScrollGesture', {
    ...{ x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) },
    ...{ yDistance: distance, speed: Math.round((2 * distance) / seconds) },
    ...{ repeatCount: 0, gestureSourceType: 'mouse', preventFling: true },
  });
  const cpu = (await metric(session, 'TaskDuration')) - before;
  const times = await page.evaluate(() => Reflect.get(window, 'frameTimes') as number[]);
  await session.detach();
  const frames = times.slice(1).map((at, n) => at - (times[n] ?? at));
  return { frames, cpuMs: (cpu * 1000) / frames.length };
}

/** As many rows with the same words, all in the page at once, and nothing else. */
async function openPlain(chrome: Browser): Promise<Page> {
  const page = await chrome.newPage({ viewport: size });
  const rows = Array.from(
    { length: orders },
    (_, n) =>
      `<li style="height:${rowPx}px"><b>余 ${n} 小时</b> 想请人来看看第 ${n} 件事 <i>待派单</i><br>乡镇 · 文化 · 11月13日 21:26点单</li>`,
  );
  await page.setContent(
    `<ul class="plain" style="height:800px;width:540px;margin:0;overflow-y:auto">${rows.join('')}</ul>`,
  );
  return page;
}

async function openQueue(chrome: Browser, address: string, databaseUrl: string): Promise<Page> {
  const operator = await operatorOf(address, databaseUrl);
  const context = await chrome.newContext({ viewport: size });
  await operator.enter(context);
  const page = await context.newPage();
  await page.goto(`${address}/desk/orders?county=${countyCode}`);
  await page.locator(`[data-order][aria-setsize="${orders}"]`).first().waitFor({ timeout: 60_000 });
  return page;
}

const told = ({ frames, cpuMs }: Scrolled): string =>
  `p50 ${decimals(quantile(frames, 0.5), 1)} ms, p95 ${decimals(quantile(frames, 0.95), 1)} ms; ${decimals(cpuMs, 1)} ms of CPU each`;

const both = (runs: readonly Scrolled[]): Scrolled => ({
  frames: runs.flatMap(({ frames }) => frames),
  cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / runs.length,
});

async function run({ quick, folder, say }: BenchContext): Promise<Row[]> {
  const now = Date.now();
  const database = await openDatabase(folder, 'queue-scroll', deskCounty(), now);
  await append(database, openOrders(now, orders));
  await project(database, now);
  await database.store.close();
  const server = await startServer(database.url);
  const chrome = await openChrome();
  try {
    const queue = await openQueue(chrome, server.address, database.url);
    const plain = await openPlain(chrome);
    const [ofQueue, ofPlain]: [Scrolled[], Scrolled[]] = [[], []];
    const seconds = quick ? 1 : 5;
    // In turns: whatever else the machine does meets both.
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      say(`scroll: round ${round + 1}`);
      await queue.bringToFront();
      ofQueue.push(await scroll(queue, '[aria-label="点单，按剩余时间"]', seconds));
      await plain.bringToFront();
      ofPlain.push(await scroll(plain, '.plain', seconds));
    }
    const [desk, bare] = [both(ofQueue), both(ofPlain)];
    const ratio = quantile(desk.frames, 0.95) / quantile(bare.frames, 0.95);
    return [
      {
        what: `a frame of the queue of ${orders} open orders while it is scrolled`,
        measured: `${told(desk)}; × ${decimals(ratio)} at p95`,
        goal: `p95 ≤ × ${ratioGoal} of the plain list`,
        met: ratio <= ratioGoal,
      },
      { what: '  a list of as many plain rows in the same browser', measured: told(bare), goal: '' },
    ];
  } finally {
    await chrome.close();
    await server.stop();
  }
}

export const queueScroll: Bench = { name: 'scroll', run };
