/** What a server takes in before it listens: only what every server needs. */
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

let chunks: Rolldown.OutputChunk[];

/** A chunk, and what it imports at once. */
function atOnce(...names: string[]): Rolldown.OutputChunk[] {
  const found = new Set(chunks.filter(({ fileName }) => names.includes(fileName)));
  expect(found.size).toBe(names.length);
  for (const chunk of found)
    for (const one of chunks) if (chunk.imports.includes(one.fileName)) found.add(one);
  return [...found];
}

/** Packages that are taken in from where they are installed, each a search through its folders. */
const installedIn = (found: readonly Rolldown.OutputChunk[]): string[] =>
  [...new Set(found.flatMap(({ imports }) => imports))]
    .filter((name) => !name.startsWith('node:') && !chunks.some(({ fileName }) => fileName === name))
    .sort();

beforeAll(async () => {
  const built = await build({
    ...{ configFile: join(root, 'server/vite.config.ts'), logLevel: 'silent' },
    build: { write: false },
  });
  chunks = (built as Rolldown.RolldownOutput).output.filter((one) => one.type === 'chunk');
}, 120_000);

test.each([
  ['the process', ['main.js', 'app.js']],
  ['the thread that writes', ['writer-thread.js']],
  ['the thread that reads', ['reader-thread.js']],
])('%s begins without what makes files, pages of the API or passwords', (_, names) => {
  const found = atOnce(...names);
  const modules = found.flatMap(({ moduleIds }) => moduleIds);
  expect(modules.filter((id) => /\/(swagger|yaml|pdfkit|subset-font|write-excel-file)\//.test(id))).toEqual(
    [],
  );
  expect(installedIn(found)).toEqual(['@photostructure/sqlite']);
});

test('the threads begin without the server itself', () => {
  const modules = atOnce('writer-thread.js', 'reader-thread.js').flatMap(({ moduleIds }) => moduleIds);
  expect(modules.filter((id) => /\/node_modules\/(fastify|socket\.io|pino|ajv)\//.test(id))).toEqual([]);
});
