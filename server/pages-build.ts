/** The built pages: where they are, whether they are older than their sources, and which build they are. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const pagesDirectory = join(root, 'web/dist');
const marker = join(pagesDirectory, 'build.json');

/** What the pages are made of. */
const sources = ['web', 'shared', 'package-lock.json'];

function newestChange(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .reduce((newest, { name }) => Math.max(newest, newestChange(join(path, name))), 0);
}

const isStale = (): boolean =>
  !existsSync(marker) ||
  Math.max(...sources.map((source) => newestChange(join(root, source)))) > statSync(marker).mtimeMs;

/**
 * Builds the pages where a source is newer than they are.
 * @throws Error where the build fails; what it printed is on standard error.
 */
export async function buildStalePages(): Promise<void> {
  if (!isStale()) return;
  process.stderr.write('building the pages …\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = spawn(process.execPath, [vite, 'build', '--config', join(root, 'web/vite.config.ts')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve, reject) => build.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`The pages could not be built (exit status ${String(code)}).`);
}

/** The build that a page compares with its own; without pages, one that no page has. */
export function pagesBuild(): string {
  if (!existsSync(marker)) return 'none';
  const { build } = JSON.parse(readFileSync(marker, 'utf8')) as { build: string };
  return build;
}
