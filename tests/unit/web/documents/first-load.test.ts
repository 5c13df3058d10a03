/** What a wall loads before its first figure: only what it uses, and no more than it weighs today. */
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/**
 * Bytes of script and of style as they go over the line (gzip), with a percent for how compressors differ. Raise them only
 * with a reason: a new panel of the wall is one, what the desk or the phone needs is none. A county's wall had 123,900
 * of script; cities and provinces made it 124,700.
 */
const budget = { script: 126_000, style: 14_300 };

const elsewhere = [
  /\/node_modules\/(element-plus|@element-plus|@tanstack|echarts|zrender|write-excel-file|uqr|typebox)\//,
  /\/web\/views\/(?!wall\/)/,
  /\/web\/views\/wall\/remote\/.*\.vue$/,
  /\/(server|mock|tests)\//,
];

let chunks: Rolldown.OutputChunk[];
let styles: string[];

/** The chunk of the document, and what it imports at once. */
function atOnce(all: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const found = new Set(all.filter(({ isEntry }) => isEntry));
  for (const chunk of found) for (const one of all) if (chunk.imports.includes(one.fileName)) found.add(one);
  return [...found];
}

const zipped = (texts: readonly string[]): number =>
  texts.reduce((bytes, text) => bytes + gzipSync(text, { level: 9 }).length, 0);

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    ...{ configFile: join(root, 'web/vite.config.ts'), logLevel: 'silent' },
    build: { write: false },
  });
  const { output } = built as Rolldown.RolldownOutput;
  chunks = atOnce(output.filter((one) => one.type === 'chunk'));
  const named = new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
  styles = output.flatMap((one) =>
    one.type === 'asset' && named.has(one.fileName) ? [one.source.toString()] : [],
  );
}, 120_000);

afterAll(() => vi.unstubAllEnvs());

describe('the first load of a wall', () => {
  test('has the wall, and nothing of the desk, of the phone or of what comes later', () => {
    const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => `/${relative(root, id)}`);
    expect(modules.some((id) => id.includes('/web/views/wall/WallView.vue'))).toBe(true);
    expect(modules.some((id) => id.includes('/node_modules/vue-router/'))).toBe(true);
    expect(modules.filter((id) => elsewhere.some((pattern) => pattern.test(id)))).toEqual([]);
  });

  test('keeps to its budget', () => {
    const measured = { script: zipped(chunks.map(({ code }) => code)), style: zipped(styles) };
    expect(measured.script).toBeGreaterThan(0.9 * budget.script);
    expect(measured.style).toBeGreaterThan(0.9 * budget.style);
    expect(measured.script, 'bytes of script').toBeLessThanOrEqual(budget.script);
    expect(measured.style, 'bytes of style').toBeLessThanOrEqual(budget.style);
  });
});
