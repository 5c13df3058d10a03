/** Walls and government desks run Chromium from 86 on: what is built must be readable by it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';

const dist = join(import.meta.dirname, '../../web/dist');
const built = (ending: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
const read = (name: string): string => readFileSync(join(dist, name), 'utf8');

/** Newer than Chromium 86, and not to be had by lowering syntax. */
const newerCss = [
  ':has(',
  ':is(',
  ':where(',
  '@layer',
  '@container',
  'aspect-ratio:',
  'dvh',
  'dvw',
  'inset:',
  'overflow:clip',
];
const newerJs = [
  'structuredClone(',
  '.findLast(',
  '.findLastIndex(',
  'AbortSignal.timeout(',
  'Object.hasOwn(',
  'randomUUID(',
];

describe('Chromium 86', () => {
  test.each(built('.js'))('%s is ES2021', (name) => {
    expect(() => parse(read(name), { ecmaVersion: 2021, sourceType: 'module' })).not.toThrow();
  });

  test.each(built('.js'))('%s calls nothing newer', (name) => {
    const text = read(name);
    expect(newerJs.filter((call) => text.includes(call))).toEqual([]);
  });

  test.each(built('.css'))('%s uses nothing newer', (name) => {
    const text = read(name).replace(/\s+/g, '');
    expect(newerCss.filter((feature) => text.includes(feature))).toEqual([]);
  });

  test('the pages are one document with at least a script and a style', () => {
    expect(built('.html')).toContain('index.html');
    expect(built('.js').length * built('.css').length).toBeGreaterThan(0);
  });
});
