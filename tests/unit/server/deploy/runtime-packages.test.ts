import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Lock, namedPackages, reachablePackages } from '../../../../server/deploy/runtime-packages.ts';

const root = join(import.meta.dirname, '../../../..');

describe('what a built server needs', () => {
  test('a package is named in quotes, with or without a path', () => {
    const text = `import a from "pg"; import('vue/server'); const word = "pgx"; resolve(\`@f/noto/\${x}\`)`;
    expect(namedPackages(text, ['pg', 'vue', 'pgx-not', '@f/noto', 'f'])).toEqual(['pg', 'vue', '@f/noto']);
  });

  test('what they need comes along, from the nearest folder, and each once', () => {
    const lock: Lock = {
      packages: {
        '': {},
        'node_modules/a': { dependencies: { b: '1' }, peerDependencies: { c: '1' } },
        'node_modules/a/node_modules/b': { dependencies: { a: '1', d: '1' } },
        'node_modules/b': { dependencies: { e: '1' } },
        'node_modules/c': { optionalDependencies: { 'c-linux': '1', 'c-absent': '1' } },
        'node_modules/c-linux': {},
        'node_modules/d': { peerDependencies: { e: '1' }, peerDependenciesMeta: { e: { optional: true } } },
        'node_modules/e': {},
      },
    };
    expect([...reachablePackages(lock, ['a'])].sort()).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/c-linux',
      'node_modules/d',
    ]);
  });

  test('of this project it leaves out what only builds pages', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
    const all = reachablePackages(lock, ['fastify', 'socket.io', '@photostructure/sqlite', 'pg']);
    expect(all).toContain('node_modules/pg');
    expect(all).not.toContain('node_modules/vite');
    expect(all).not.toContain('node_modules/element-plus');
  });
});
