/** What the README says there is, is there; what there is to know of the wall's address and profile, it says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Wall } from '../../shared/county/scenes.ts';
import { readSources } from '../support/tidy/source.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** The wall's own; the desk and the phone make theirs by themselves. */
const wall = readSources(root).filter(
  ({ path }) => /^web\//.test(path) && !/^web\/views\/(desk|remote|report|sign-in)\//.test(path),
);

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

test('every parameter of the address is in its table, and no other', () => {
  const read = wall.flatMap(({ text }) => matches(text, /query(?:\.read\('|\.)(\w+)(?:'\)| ===)/g));
  expect(read.length).toBeGreaterThan(10);
  expect([...new Set(matches(readme, /[?&](\w+)=/g))].sort()).toEqual([...new Set(read)].sort());
});

test('every member of a profile’s wall is in its table', () => {
  for (const member of Object.keys(Wall.properties)) expect(readme).toContain(`\`${member}\``);
});

test('its commands are scripts of the package', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const named = matches(readme, /npm run (?:--silent )?([\w-]+)/g);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('its paths are files', () => {
  const paths = matches(readme, /`((?:shared|server|web|mock|tests)\/[\w./-]+)`/g);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
