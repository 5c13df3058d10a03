/** Walls and government desks run Chromium from 86 on: what is built must be readable by it, and run there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../support/browser.ts';
import { newerInScript, newerInStyle } from '../support/newer-than-86.ts';
import { type Server, startServer } from '../support/server.ts';
import { expectFiguresOf, isLive } from '../support/wall.ts';

const dist = join(import.meta.dirname, '../../web/dist');
const built = (ending: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
const read = (name: string): string => readFileSync(join(dist, name), 'utf8');

const county = 'area:330127';

describe('what is built', () => {
  test.each(built('.js'))('%s is ES2021 and calls nothing newer', (name) => {
    expect(newerInScript(read(name))).toEqual([]);
  });

  test.each(built('.css'))('%s uses nothing newer', (name) => {
    expect(newerInStyle(read(name))).toEqual([]);
  });

  test('is a document for walls, desks and phones each, whose note to older browsers any of them can read', () => {
    // The page without a line needs nothing that an older browser has not, and no browser so old keeps it.
    const documents = built('.html').filter((name) => name !== 'offline.html');
    expect(documents.sort()).toEqual(['desk.html', 'index.html', 'phone.html']);
    for (const name of documents) {
      const text = read(name);
      expect(text.indexOf('src="/too-old.js"')).toBeLessThan(text.indexOf('type="module"'));
      expect(text).toContain('href="/too-old.css"');
      expect(text).toContain('id="too-old" hidden');
    }
    expect(built('.js').length * built('.css').length).toBeGreaterThan(0);
    expect(() => parse(read('too-old.js'), { ecmaVersion: 5 })).not.toThrow();
    expect(read('too-old.css')).not.toMatch(/var\(|grid|flex|clamp\(|calc\(/);
  });
});

describe('the gate', () => {
  test.each([
    'await load();',
    'class Counter { static { start(); } }',
    'list.at(-1)',
    'list.findLast(Boolean)',
    'Object.hasOwn(board, key)',
    'structuredClone(board)',
    'fetch(url, { signal: AbortSignal.timeout(5) })',
    'crypto.randomUUID()',
    'new Intl.Segmenter("zh")',
    'const wrapped = { toSorted() { return list.toReversed(); } };',
  ])('does not let %s pass', (text) => {
    expect(newerInScript(text)).toHaveLength(1);
  });

  test.each([
    'total ??= 0;',
    'const at = event.at;',
    'rect.union(other)',
    'const wrapped = { toSorted(by) { return raw(this).toSorted(by); } };',
  ])('lets %s pass', (text) => {
    expect(newerInScript(text)).toEqual([]);
  });

  test.each([
    '.a{inset:0}',
    '.a{inset-inline:0}',
    ':is(h1,h2){color:red}',
    ':where(h1){color:red}',
    '.a:has(b){color:red}',
    '.a:not(.b,.c){color:red}',
    '.a{overflow:clip}',
    '.a{overflow-x:clip}',
    '@container (min-width:1px){.a{color:red}}',
    '.a{aspect-ratio:1}',
    '.a{height:100dvh}',
    '.a{rotate:4deg}',
    '@layer base;',
    '@media (width>=640px){.a{color:red}}',
    '.a{color:red;& .b{color:red}}',
    '.a{.b{color:red}}',
    '.a{mask-image:none}',
    '.a{color:color-mix(in srgb,red,blue)}',
    '@supports (inset:0){.a{inset:0}}',
  ])('does not let %s pass', (text) => {
    expect(newerInStyle(text)).toHaveLength(1);
  });

  test.each([
    '@media (min-aspect-ratio:16/9){.a:not(.b){top:0}}',
    '.a{-webkit-mask-image:none;mask-image:none}',
    '.inset{transform:translate(1px) rotate(1deg) scale(2)}',
    '.a::after{content:"inset:0;"}',
    '@keyframes appear{from{opacity:0}to{opacity:1}}',
    '.a{width:min(1rem,2vw);overflow:hidden}/* :has( */',
  ])('lets %s pass', (text) => {
    expect(newerInStyle(text)).toEqual([]);
  });
});

/** Takes away what Chromium 86 has not: what came later is no property of any object. */
function takeAwayNewer(): void {
  const gone: [object, ...string[]][] = [
    [Array.prototype, 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
    [String.prototype, 'at', 'isWellFormed', 'toWellFormed'],
    [Object, 'hasOwn', 'groupBy'],
    [Map, 'groupBy'],
    [Promise, 'withResolvers', 'try'],
    [AbortSignal, 'timeout', 'any'],
    [URL, 'canParse', 'parse'],
    [Element.prototype, 'checkVisibility', 'setHTMLUnsafe'],
    [CanvasRenderingContext2D.prototype, 'roundRect', 'reset', 'isContextLost'],
    [Intl, 'Segmenter', 'DurationFormat', 'supportedValuesOf'],
    [window, 'structuredClone', 'reportError', 'scheduler', 'navigation'],
    // Not to be had without a secure context, which a wall on a LAN address has not.
    [Crypto.prototype, 'randomUUID', 'subtle'],
    [Navigator.prototype, 'wakeLock', 'userAgentData', 'serviceWorker', 'locks'],
  ];
  for (const [owner, ...names] of gone) for (const name of names) Reflect.deleteProperty(owner, name);
}

describe('the page', () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    server = await startServer({ ANONYMOUS_READ: 'true' });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(prepare: (page: Page) => Promise<unknown>): Promise<Watched> {
    const watched = await openPage(browser);
    await prepare(watched.page);
    await watched.page.goto(`${server.address}/wall?scope=${county}`);
    return watched;
  }

  test('lives without everything that came after Chromium 86', async () => {
    const wall = await open((page) => page.addInitScript(takeAwayNewer));
    await isLive(wall.page, county);
    expect(await wall.page.evaluate(() => 'structuredClone' in window || 'hasOwn' in Object)).toBe(false);
    expect((await expectFiguresOf(wall.page, server.address, county)).length).toBeGreaterThan(40);
    expect(await wall.page.locator('#too-old').isVisible()).toBe(false);
    expect(wall.faults).toEqual([]);
    await wall.close();
  });

  test('says so plainly in an older one, and shows nothing else', async () => {
    const old = await open((page) =>
      page.addInitScript(() => Reflect.deleteProperty(Element.prototype, 'replaceChildren')),
    );
    await old.page.getByText('浏览器版本过低').waitFor();
    expect(await old.page.locator('#app').isVisible()).toBe(false);
    await old.close();
  });

  test('says so where scripts are switched off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.address}/wall`);
    await page.locator('noscript p', { hasText: '本页需要启用 JavaScript' }).waitFor();
    expect(await page.locator('#too-old').isVisible()).toBe(false);
    await context.close();
  });
});
