/** The example of the README, as a newcomer would follow it: one folder, one line, one scene of a profile. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { type ServerProcess, startProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { expectFiguresOf, overflowOf, rootOf, strayElements } from '../support/wall.ts';

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'readme-'));
const profile = 'mock/counties/chunan';

/** What the README writes into a file: the words behind the language of a block are its path. */
function written(path: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)];
  const [, , text] = blocks.find(([, name]) => name === path) ?? [];
  if (text === undefined) throw new Error(`The README writes nothing into ${path}.`);
  return text;
}

function follow(): void {
  const panel = 'web/panels/reached/ReachedPanel.vue';
  mkdirSync(dirname(join(copy, panel)));
  writeFileSync(join(copy, panel), written(panel));

  const names = join(copy, 'shared/county/wall-ids.ts');
  const before = readFileSync(names, 'utf8');
  const list = 'panelIds = [\n';
  const after = before.replace(list, list + written('shared/county/wall-ids.ts'));
  expect(after.split('\n').length).toBe(before.split('\n').length + 1);
  writeFileSync(names, after);

  const file = join(copy, profile, 'county.json');
  const county = JSON.parse(readFileSync(file, 'utf8'));
  county.wall.scenes.push(JSON.parse(written('county.json')));
  writeFileSync(file, JSON.stringify(county));
}

let server: ServerProcess | undefined;

beforeAll(async () => {
  for (const part of [
    'web',
    'shared',
    'server',
    profile,
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ])
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (source) => !source.endsWith('/dist'),
    });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  follow();
  const built = spawnSync(process.execPath, ['--import', 'tsx', 'server/build.ts'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(built.status, built.stderr).toBe(0);
  server = await startProcess(
    {
      ANONYMOUS_READ: 'true',
      COUNTY_DIR: profile,
      DATABASE_URL: `sqlite:${join(copy, 'cockpit.db')}`,
      LOG_LEVEL: 'silent',
      PORT: '0',
    },
    copy,
  );
});
afterAll(async () => {
  await server?.stop();
  rmSync(copy, { recursive: true, force: true });
});

test('a panel is one folder and one line, and a scene shows it with its figures', async () => {
  const county = 'area:330127';
  const address = server?.address ?? '';
  const browser = await openBrowser();
  const { page, faults } = await openPage(browser);
  await page.goto(`${address}/wall?scope=${county}&scene=reached`);
  const figures = page.locator('[data-panel="reached"] [data-path^="platforms."]');
  await until('its figures', async () => {
    return (await rootOf(page)).connection === 'live' && (await figures.count()) === 5;
  });
  await expectFiguresOf(page, address, county);
  expect(await strayElements(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  await figures.first().click();
  await page.getByRole('dialog').getByText('惠及人次').first().waitFor();
  await page.getByRole('dialog').getByText('M2').waitFor();
  expect(faults).toEqual([]);
  await browser.close();
});
