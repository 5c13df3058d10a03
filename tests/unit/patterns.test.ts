/**
 * No text, however it is made, keeps a pattern busy for long: each pattern of the server and of what both sides share
 * is walked through its own states, which takes no clock.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSafePattern } from 'redos-detector';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { eventDefinitions } from '../../shared/events/registry.ts';

const root = join(import.meta.dirname, '../..');

/** What the check cannot tell apart from danger, each with why it is none. */
const harmless = new Map([
  ['^sqlite:(?:\\/\\/)?(.+)$', 'two ways to read two characters, of what whoever runs the server has set'],
  ['worksheets\\/[^/]+\\.xml$', 'names of the parts of a workbook, which are no longer than 65,535'],
  ['^\\*|[（(][^（(]*[）)]$', 'each try ends at the next bracket'],
  [
    '^(.{2,3}?)(?:[\\u4e00-\\u65ce\\u65d0-\\u9fff]{1,3}族)+自治[县旗]$',
    'it begins in two ways, and each goes on in one',
  ],
  ['^\\P{L}+|\\P{L}+$', 'a password is at most 128 characters when it is looked at'],
]);

interface Pattern {
  source: string;
  flags: string;
  file: string;
}

const literal = /^\/(.*)\/([a-z]*)$/s;

/** Patterns as they are written, and those that schemas hold as text. */
function patternsIn(file: string): Pattern[] {
  const found: Pattern[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = '', flags = ''] = literal.exec(node.text) ?? [];
      found.push({ source, flags, file });
    }
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'pattern' &&
      ts.isStringLiteralLike(node.initializer)
    )
      found.push({ source: node.initializer.text, flags: 'u', file });
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('dist'))
    .map((name) => `${folder}/${name}`);

/** Patterns of schemas that are made by code, in the events of stations. */
function patternsOfSchema(value: unknown, file: string): Pattern[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((member) => patternsOfSchema(member, file));
  return 'pattern' in value && typeof value.pattern === 'string'
    ? [{ source: value.pattern, flags: 'u', file }, ...inner]
    : inner;
}

const isSafe = ({ source, flags }: Pick<Pattern, 'source' | 'flags'>): boolean =>
  isSafePattern(source, {
    caseInsensitive: flags.includes('i'),
    multiLine: flags.includes('m'),
    dotAll: flags.includes('s'),
    unicode: flags.includes('u'),
    // Steps, and not seconds, decide.
    timeout: Number.POSITIVE_INFINITY,
  }).safe;

test('the check knows patterns that can be made to run for ever', () => {
  expect(isSafe({ source: '^(a+)+$', flags: '' })).toBe(false);
  expect(isSafe({ source: '^(.{2,3}?)(?:[\\u4e00-\\u9fff]{1,3}族)+自治$', flags: '' })).toBe(false);
  expect(isSafe({ source: '^\\s*a="?([^"]*)"?\\s*$', flags: '' })).toBe(false);
  expect(isSafe({ source: '^[a-z]+$', flags: '' })).toBe(true);
});

test('none of ours is one', { timeout: 300_000 }, () => {
  const all = [
    ...['server', 'shared'].flatMap(filesOf).flatMap(patternsIn),
    ...patternsOfSchema(eventDefinitions, 'shared/events'),
  ];
  const patterns = new Map(all.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  expect(patterns.size).toBeGreaterThan(80);
  const unsafe = [...patterns.values()].filter(
    (pattern) => !harmless.has(pattern.source) && !isSafe(pattern),
  );
  expect(unsafe.map(({ file, source }) => `${file}: ${source}`)).toEqual([]);
  // What is excused here is still there.
  const sources = new Set(all.map(({ source }) => source));
  expect([...harmless.keys()].filter((source) => !sources.has(source))).toEqual([]);
});
