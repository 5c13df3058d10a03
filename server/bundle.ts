/**
 * `npm run bundle`: everything that a machine without a network needs, Node.js too, in one file for each kind of
 * processor: `data/bundle/cockpit-VERSION-linux-ARCH.tar.gz`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Lock, namedPackages, reachablePackages } from './deploy/runtime-packages.ts';
import { root } from './own-files.ts';
import { buildWhatIsStale } from './stale-builds.ts';

/** The long-term release that goes along, as npm carries it for Linux with glibc (Debian 10, 麒麟 V10, 统信 UOS 20 …). */
const nodeVersion = '22.23.3';
const machines = {
  amd64: {
    cpu: 'x64',
    node: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  arm64: {
    cpu: 'arm64',
    node: 'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
} as const;
type Architecture = keyof typeof machines;

const npm = (folder: string, args: readonly string[]): string =>
  execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });

/** Puts Node.js for a kind of processor into `bin/`, and stops where npm gives another file than the one named here. */
function addNode(folder: string, arch: Architecture): void {
  const { cpu, node } = machines[arch];
  const packed = JSON.parse(npm(folder, ['pack', `node-linux-${cpu}@${nodeVersion}`, '--json'])) as {
    filename: string;
    integrity: string;
  }[];
  const [{ filename = '', integrity = '' } = {}] = packed;
  if (integrity !== node) throw new Error(`Node.js for ${arch} is not the file that is expected.`);
  const file = join(folder, filename);
  mkdirSync(join(folder, 'bin'));
  execFileSync('tar', [
    ...['-xzf', file, '-C', join(folder, 'bin'), '--strip-components=2'],
    ...['package/bin/node'],
  ]);
  execFileSync('tar', [
    ...['-xzf', file, '-C', join(folder, 'bin'), '--strip-components=1'],
    ...['package/LICENSE'],
  ]);
  renameSync(join(folder, 'bin/LICENSE'), join(folder, 'bin/node-LICENSE'));
  rmSync(file);
}

const dependenciesOf = (file: string): string[] =>
  Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { dependencies: object }).dependencies);

/** Installs what the lock file says for another processor, and keeps what the built server needs. */
function addPackages(folder: string, arch: Architecture): void {
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(folder, file));
  npm(folder, [
    ...['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...['--os=linux', `--cpu=${machines[arch].cpu}`, '--libc=glibc'],
  ]);
  const built = join(root, 'server/dist');
  const text = readdirSync(built)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(built, name), 'utf8'))
    .join('\n');
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const needed = reachablePackages(lock, namedPackages(text, dependenciesOf(join(root, 'package.json'))));
  // Inner folders first, so that what goes with its parent is not looked for again.
  for (const place of Object.keys(lock.packages).sort().reverse())
    if (place !== '' && !needed.has(place) && ![...needed].some((kept) => kept.startsWith(`${place}/`)))
      rmSync(join(folder, place), { recursive: true, force: true });
  rmSync(join(folder, 'node_modules/.bin'), { recursive: true, force: true });
  rmSync(join(folder, 'node_modules/.package-lock.json'), { force: true });
}

function makeBundle(arch: Architecture, target: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const name = `cockpit-${version}-linux-${arch}`;
  const work = mkdtempSync(join(tmpdir(), 'cockpit-bundle-'));
  try {
    const folder = join(work, name);
    mkdirSync(folder);
    addPackages(folder, arch);
    addNode(folder, arch);
    for (const part of ['server/dist', 'web/dist', 'server/deploy', 'mock/counties', 'README.md'])
      cpSync(join(root, part), join(folder, part), {
        recursive: true,
        filter: (file) => !/\.(map|ts)$/.test(file),
      });
    renameSync(join(folder, 'server/deploy/install.sh'), join(folder, 'install.sh'));
    mkdirSync(target, { recursive: true });
    const file = join(target, `${name}.tar.gz`);
    execFileSync('tar', ['--owner=0', '--group=0', '-czf', file, '-C', work, name]);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const isArchitecture = (text: string): text is Architecture => Object.hasOwn(machines, text);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      arch: { type: 'string', multiple: true, default: Object.keys(machines) },
      out: { type: 'string', default: join(root, 'data/bundle') },
    },
  });
  const wanted = values.arch.map((text) => {
    if (!isArchitecture(text))
      throw new Error(`--arch is one of ${Object.keys(machines).join(', ')}, not ${text}.`);
    return text;
  });
  await buildWhatIsStale('pages', 'server');
  for (const arch of wanted) process.stdout.write(`${makeBundle(arch, values.out)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
