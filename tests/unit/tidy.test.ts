/** The rules of the house: who imports whom, how long things are, what is not written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  browserFiles,
  cycleFaults,
  type Import,
  importFaults,
  importsOf,
  missingFaults,
} from '../support/tidy/imports.ts';
import { readSources, type Source, sourceOf } from '../support/tidy/source.ts';
import {
  anyFaults,
  browserFaults,
  commentFaults,
  nameFaults,
  purityFaults,
  sizeFaults,
  styleFaults,
  switchedOffFaults,
} from '../support/tidy/style.ts';

const root = join(import.meta.dirname, '../..');
const sources = readSources(root);
const imports = sources.flatMap(importsOf);
const inBrowser = browserFiles(imports);

const topLevel = new Set([
  ...['README.md', 'package.json', 'package-lock.json', 'tsconfig.json', '.biome.json', '.gitignore', '.ci'],
  ...['shared', 'server', 'web', 'mock', 'tests'],
  // Not in the repository: its own folder, what is installed, what runs leave behind.
  ...['.git', 'node_modules', 'data'],
]);

/** Tools that scripts and the tools themselves name, and the types of packages that are imported. */
const named = new Set(['typescript', 'vitest', 'vue-tsc', '@biomejs/biome', 'tsx', '@types/node']);

function unusedPackages(all: readonly Import[], texts: string, packages: readonly string[]): string[] {
  const used = new Set(all.map(({ to }) => to));
  return packages.filter((name) => {
    const typed = /^@types\/(.*)$/.exec(name)?.[1];
    return !(named.has(name) || used.has(typed ?? name) || texts.includes(`${name}/`));
  });
}

function packagesOf(file: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
}

const styles = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css') && !/(^|[\\/])(dist|public)[\\/]/.test(file))
  .map((file) => ({ path: `web/${file}`, text: readFileSync(join(root, 'web', file), 'utf8') }));

describe('the source is tidy', () => {
  test('imports go where they may', () => {
    expect(importFaults(imports)).toEqual([]);
  });

  test('imports name files that are there, with their ending', () => {
    expect(missingFaults(imports, (path) => /\.\w+$/.test(path) && existsSync(join(root, path)))).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(cycleFaults(imports)).toEqual([]);
  });

  test('files and functions are short', () => {
    expect(sources.flatMap(sizeFaults)).toEqual([]);
  });

  test('every value has a type', () => {
    expect(sources.flatMap(anyFaults)).toEqual([]);
  });

  test('nothing is put off and no check silenced', () => {
    expect(sources.flatMap(commentFaults)).toEqual([]);
  });

  test('no test is switched off', () => {
    expect(sources.flatMap(switchedOffFaults)).toEqual([]);
  });

  test('what both sides share has no clock, no chance and no outside', () => {
    expect(sources.flatMap(purityFaults)).toEqual([]);
  });

  test('names say something, in one style', () => {
    expect(sources.flatMap(nameFaults)).toEqual([]);
  });

  test('pages run in Chromium 86', () => {
    const faults = sources.filter(({ path }) => inBrowser.has(path)).flatMap(browserFaults);
    expect([...faults, ...styles.flatMap(({ path, text }) => styleFaults(path, text))]).toEqual([]);
  });

  test('the top level holds nothing else', () => {
    expect(readdirSync(root).filter((entry) => !topLevel.has(entry))).toEqual([]);
  });

  test('every package is used', () => {
    const texts = [...sources, ...styles].map(({ text }) => text).join('\n');
    expect(unusedPackages(imports, texts, packagesOf(join(root, 'package.json')))).toEqual([]);
  });
});

describe('the tidy test can fail', () => {
  const linked = (path: string, ...targets: string[]): Source =>
    sourceOf(path, targets.map((target) => `import { x } from '${target}';`).join('\n'));
  const faultsOf = (path: string, target: string): string[] => importFaults(importsOf(linked(path, target)));

  test.each([
    ['shared/domain/a.ts', '../../server/config.ts'],
    ['shared/domain/a.ts', 'node:fs'],
    ['shared/domain/a.ts', 'fastify'],
    ['server/ingest/a.ts', '../projector/projector.ts'],
    ['server/ingest/a.ts', '../store/open-store.ts'],
    ['server/ingest/a.ts', '../../web/main.ts'],
    ['server/app.ts', '../mock/demo.ts'],
    ['web/stores/a.ts', '../../server/config.ts'],
    ['web/stores/a.ts', 'node:fs'],
    ['web/panels/feed/a.ts', '../../live/connection.ts'],
    ['web/panels/feed/FeedPanel.ts', 'echarts'],
    ['web/stores/a.ts', 'echarts/core'],
    ['web/stores/a.ts', 'socket.io-client'],
    ['mock/a.ts', '../server/config.ts'],
    ['mock/a.ts', '../tests/run.ts'],
    ['server/live/a.ts', '../../tests/run.ts'],
  ])('%s may not import %s', (path, target) => {
    expect(faultsOf(path, target)).toHaveLength(1);
  });

  test.each([
    ['shared/domain/a.ts', '../events/registry.ts'],
    ['server/ingest/a.ts', '../store/store.ts'],
    ['server/store/sqlite/a.ts', '../mutex.ts'],
    ['server/app.ts', './store/open-store.ts'],
    ['server/cli/a.ts', '../projector/verify.ts'],
    ['web/charts/a.ts', 'echarts/core'],
    ['web/live/a.ts', 'socket.io-client'],
    ['web/vite/a.ts', 'node:fs'],
    ['mock/a.ts', '../shared/domain/time.ts'],
  ])('%s may import %s', (path, target) => {
    expect(faultsOf(path, target)).toEqual([]);
  });

  test('imports of components, exports and dynamic imports are seen', () => {
    const component = sourceOf(
      'web/panels/A.vue',
      `<template><p/></template>\n<script setup lang="ts">\nimport x from 'echarts';\n</script>`,
    );
    expect(importsOf(component)).toMatchObject([{ to: 'echarts', place: 'web/panels/A.vue:3' }]);
    const others = sourceOf('web/a.ts', `export * from './b.ts';\nawait import('./c.ts');`);
    expect(importsOf(others).map(({ to }) => to)).toEqual(['web/b.ts', 'web/c.ts']);
  });

  test('a cycle of three is found, one of types is none', () => {
    const cycle = [
      linked('shared/a.ts', './b.ts'),
      linked('shared/b.ts', './c.ts'),
      linked('shared/c.ts', './a.ts'),
    ];
    expect(cycleFaults(cycle.flatMap(importsOf))).toEqual([
      'cycle: shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts',
    ]);
    const types = [
      linked('shared/a.ts', './b.ts'),
      sourceOf('shared/b.ts', `import type { X } from './a.ts';`),
    ];
    expect(cycleFaults(types.flatMap(importsOf))).toEqual([]);
  });

  test('a file that is not there, a long file, a long function', () => {
    expect(missingFaults(importsOf(linked('shared/a.ts', './b')), () => false)).toHaveLength(1);
    expect(sizeFaults(sourceOf('shared/a.ts', '\n'.repeat(300).concat('x')))).toHaveLength(1);
    expect(
      sizeFaults(sourceOf('web/A.vue', `<script setup lang="ts">${'\n'.repeat(200)}</script>`)),
    ).toHaveLength(1);
    expect(sizeFaults(sourceOf('shared/a.ts', `function f() {${'\n'.repeat(70)}}`))).toHaveLength(1);
    expect(sizeFaults(sourceOf('shared/a.ts', `function f() {${'\n'.repeat(69)}}`))).toEqual([]);
  });

  test('types that are nothing, silenced checks, work put off', () => {
    const nothing = ['a', 'ny'].join('');
    expect(anyFaults(sourceOf('shared/a.ts', `const many: ${nothing}[] = [];`))).toHaveLength(1);
    expect(anyFaults(sourceOf('shared/a.ts', `const ${nothing} = '${nothing}';`))).toEqual([]);
    const later = ['TO', 'DO'].join('');
    expect(commentFaults(sourceOf('shared/a.ts', `f(); // ${later} later`))).toHaveLength(1);
    expect(commentFaults(sourceOf('shared/a.ts', `const text = '${later}';`))).toEqual([]);
    expect(
      commentFaults(
        sourceOf('web/A.vue', `<template><!-- ${later} --></template>\n<script lang="ts"></script>`),
      ),
    ).toHaveLength(1);
    const silence = ['@ts', 'ignore'].join('-');
    expect(commentFaults(sourceOf('shared/a.ts', `/* ${silence} */\nf();`))).toHaveLength(1);
  });

  test('tests switched off, clocks in shared, names, newer browsers', () => {
    const off = ['test', 'skip'].join('.');
    expect(switchedOffFaults(sourceOf('tests/a.test.ts', `${off}('x', () => {});`))).toHaveLength(1);
    expect(
      purityFaults(sourceOf('shared/a.ts', 'const now = Date.now(); new Date(); new Date(0);')),
    ).toHaveLength(2);
    expect(
      purityFaults(sourceOf('shared/a.ts', 'setTimeout(f); Math.random(); process.cwd();')),
    ).toHaveLength(3);
    expect(nameFaults(sourceOf('shared/someThing.ts', ''))).toHaveLength(1);
    expect(nameFaults(sourceOf('web/panel.vue', ''))).toHaveLength(1);
    expect(nameFaults(sourceOf('shared/utils/a.ts', ''))).toHaveLength(1);
    expect(browserFaults(sourceOf('web/a.ts', 'list.at(-1); Object.hasOwn(a, b);'))).toHaveLength(2);
    expect(
      styleFaults('web/a.css', 'a { aspect-ratio: 1 }\n@media (max-aspect-ratio: 1 / 1) {\na:has(b) {'),
    ).toHaveLength(2);
    expect(
      styleFaults('web/a.css', 'a { inset: 0 }\na { overflow: clip }\na:not(b, c) {\na:not(b):hover {'),
    ).toHaveLength(3);
    expect(unusedPackages([], `import 'used/font.css'`, ['used', 'unused'])).toEqual(['unused']);
  });
});
