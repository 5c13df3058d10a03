/** What is built before the server starts, where it is older than its sources: the pages, and the server itself. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './own-files.ts';

interface Build {
  config: string;
  /** Written by the build; as old as its sources were then. */
  marker: string;
  sources: readonly string[];
}

const builds = {
  pages: {
    config: 'web/vite.config.ts',
    marker: 'web/dist/build.json',
    sources: ['web', 'shared', 'package-lock.json'],
  },
  server: {
    config: 'server/vite.config.ts',
    marker: 'server/dist/main.js',
    sources: ['server', 'shared', 'package-lock.json'],
  },
} satisfies Record<string, Build>;

function newestChange(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .reduce((newest, { name }) => Math.max(newest, newestChange(join(path, name))), 0);
}

function isStale({ marker, sources }: Build): boolean {
  const file = join(root, marker);
  return (
    !existsSync(file) ||
    Math.max(...sources.map((source) => newestChange(join(root, source)))) > statSync(file).mtimeMs
  );
}

async function run(what: string, { config, marker }: Build): Promise<void> {
  process.stderr.write(`building the ${what} …\n`);
  const begun = new Date();
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = spawn(process.execPath, [vite, 'build', '--config', join(root, config)], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve, reject) => build.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`The ${what} could not be built (exit status ${String(code)}).`);
  // A source that changed meanwhile may not be in it, and is newer than this.
  utimesSync(join(root, marker), begun, begun);
}

/**
 * Builds what is older than its sources.
 * @throws Error where a build fails; what it printed is on standard error.
 */
export async function buildWhatIsStale(...wanted: (keyof typeof builds)[]): Promise<void> {
  for (const what of wanted) if (isStale(builds[what])) await run(what, builds[what]);
}
