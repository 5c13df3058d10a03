/** What a machine without a network is given: one file with everything, that starts with nothing else there. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess, lineOf, spawnFile } from '../support/server-process.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cockpit-bundle-test-'));
const machine = arch() === 'arm64' ? 'arm64' : 'amd64';
const installed = join(folder, 'machine');
const home = join(installed, 'opt/cockpit');

/** Of this machine only the basic tools, and none of its variables. */
const bare = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

beforeAll(() => {
  const tsx = join(root, 'node_modules/.bin/tsx');
  execFileSync(tsx, ['server/bundle.ts', '--arch', machine, '--out', folder], { cwd: root, stdio: 'pipe' });
  const [file = ''] = execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n');
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
