/** What a machine without a network is given: one file with everything, that starts with nothing else there. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmSync,
} from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess, lineOf, spawnFile } from '../support/server-process.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cockpit-bundle-test-'));
const [machine, otherMachine] = arch() === 'arm64' ? ['arm64', 'amd64'] : ['amd64', 'arm64'];
const installed = join(folder, 'machine');
const home = join(installed, 'opt/cockpit');

/** Of this machine only the basic tools, and none of its variables. */
const bare = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

const bundleOf = (which: string | undefined): string =>
  readdirSync(folder).find((name) => name.endsWith(`-linux-${which}.tar.gz`)) ?? `no bundle for ${which}`;

beforeAll(() => {
  const tsx = join(root, 'node_modules/.bin/tsx');
  execFileSync(tsx, ['server/bundle.ts', '--out', folder], { cwd: root, stdio: 'pipe' });
  const file = bundleOf(machine);
  execFileSync('tar', ['-xzf', join(folder, file), '-C', folder]);
  const unpacked = join(folder, file.replace('.tar.gz', ''));
  execFileSync(join(unpacked, 'install.sh'), { env: { ...bare, DESTDIR: installed }, stdio: 'pipe' });
  // Once more, as with a newer version.
  execFileSync(join(unpacked, 'install.sh'), { env: { ...bare, DESTDIR: installed }, stdio: 'pipe' });
  rmSync(unpacked, { recursive: true });
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.runIf(platform() === 'linux')(
  'it installs, starts, serves the wall and answers its commands',
  async () => {
    const env = {
      ...bare,
      ...{ HOST: '127.0.0.1', PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'cockpit.db')}` },
      COUNTY_DIR: join(home, 'mock/counties/chunan'),
    };
    const child = spawnFile(join(home, 'bin/node'), [join(home, 'server/dist/main.js')], env, folder);
    const [, address = ''] = await lineOf(child, /^listening on (http:\/\/\S+)$/);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${address}/wall`)).text()).toContain('<div id="app"');
    const made = execFileSync(join(home, 'server/deploy/cockpit'), ['journal', 'verify'], {
      env: { ...env, COCKPIT_ENV: '/dev/null' },
      encoding: 'utf8',
    });
    expect(JSON.parse(made)).toMatchObject({ ok: true, counties: [{ county: '330127' }] });
    expect(await endProcess(child, 'SIGTERM')).toBe(0);
  },
);

test('its service runs the program that is installed, and building tools are not among it', () => {
  expect(readlinkSync(join(installed, 'usr/local/bin/cockpit'))).toBe('/opt/cockpit/server/deploy/cockpit');
  expect(existsSync(join(installed, 'etc/systemd/system/cockpit.service'))).toBe(true);
  expect(existsSync(join(installed, 'etc/cockpit.env'))).toBe(true);
  for (const builder of ['vite', 'typescript', 'element-plus', 'vitest'])
    expect(existsSync(join(home, 'node_modules', builder))).toBe(false);
});

/** What may be shipped, all of them licences that ask for their words to go along and for little else. */
const licences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

test('the words of its licences go along with what is built of packages', () => {
  const builds = {
    'server/dist/licenses.md': 'fastify',
    'web/dist/wall-licenses.md': 'echarts',
    'web/dist/desk-licenses.md': 'element-plus',
    'web/dist/phone-licenses.md': 'vue-router',
  };
  for (const [file, name] of Object.entries(builds)) {
    const packages = [
      ...readFileSync(join(home, file), 'utf8').matchAll(/^## (\S+) - [\d.]+\S* \((.+)\)$/gm),
    ];
    expect(packages.map(([, named]) => named)).toContain(name);
    expect(packages.filter(([, , licence = '']) => !licences.includes(licence))).toEqual([]);
  }
});

/** What `e_machine` says in the head of an ELF file: the processor that it is for. */
function processorOf(file: string): number {
  const head = Buffer.alloc(20);
  const opened = openSync(file, 'r');
  readSync(opened, head, 0, head.length, 0);
  closeSync(opened);
  expect(head.subarray(0, 4).toString('latin1'), file).toBe('\x7fELF');
  return head.readUInt16LE(18);
}

test('the one for the other processor holds native parts of that processor', () => {
  const file = bundleOf(otherMachine);
  const processor = { amd64: 62, arm64: 183 }[otherMachine ?? ''];
  const names = execFileSync('tar', ['-tzf', join(folder, file)], { encoding: 'utf8' }).split('\n');
  const node = names.filter((name) => name.endsWith('/bin/node'));
  const argon2 = names.filter((name) => /@node-rs\/argon2-[^/]+\/.+\.node$/.test(name));
  const cpu = { amd64: 'x64', arm64: 'arm64' }[otherMachine ?? ''];
  const sqlite = names.filter((name) =>
    name.endsWith(`/prebuilds/linux-${cpu}/@photostructure+sqlite.glibc.node`),
  );
  expect([node, argon2, sqlite].map(({ length }) => length)).toEqual([1, 1, 1]);
  for (const name of [...node, ...argon2, ...sqlite]) {
    execFileSync('tar', ['-xzf', join(folder, file), '-C', folder, name]);
    expect(processorOf(join(folder, name)), name).toBe(processor);
  }
});
