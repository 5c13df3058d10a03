import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '../..');
const skipped = new Set(['dist', 'node_modules', '.git']);

function* sources(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (skipped.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else yield path;
  }
}

/** A hash of everything the pages are made from: the same sources have the same name on every machine. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['web', 'shared']) {
    for (const path of sources(join(root, folder))) {
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Names the build: `__BUILD__` in the pages, and `build.json` beside them for the server, whose clock carries it.
 * A page that hears of another build reloads itself once.
 */
export function buildIdentity(): Plugin {
  const build = hashOfSources();
  return {
    name: 'build-identity',
    config: () => ({ define: { __BUILD__: JSON.stringify(build) } }),
    // After the last document: what broke off on the way is no build.
    buildApp: {
      order: 'post',
      async handler({ config }) {
        const path = join(config.root, config.build.outDir, 'build.json');
        writeFileSync(path, `${JSON.stringify({ build })}\n`);
      },
    },
  };
}
