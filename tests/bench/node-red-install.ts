/** Node-RED with its dashboard, as npm has them, in a folder that later runs find again; no part of this project. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const versions = { 'node-red': '4.1.15', '@flowfuse/node-red-dashboard': '1.31.0' };
const patienceMs = 600_000;

/** Answers the folder of the packages. */
export async function installNodeRed(say: (line: string) => void): Promise<string> {
  const names = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const folder = join(tmpdir(), `cockpit-bench-node-red-${versions['node-red']}`);
  const done = join(folder, 'installed');
  const modules = join(folder, 'node_modules');
  if (existsSync(done)) return modules;
  say(`node-red: npm installs ${names.join(' and ')} in ${folder}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...names], {
    cwd: folder,
    timeout: patienceMs,
  });
  await writeFile(done, '');
  return modules;
}
