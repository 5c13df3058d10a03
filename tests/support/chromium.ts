/** The browser that the tests drive, and the letters that it needs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const otherPlaces = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium'];

/** Some systems have a file of that name which only tells how to install the browser. */
const runs = (file: string): boolean =>
  file !== '' && existsSync(file) && spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0;

/** Where Chromium is: `CHROMIUM_PATH`, else the first that the system has; undefined where it has none. */
export function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM_PATH ?? '', ...candidates, ...otherPlaces].find(runs);
}

/** Whether there is a font with Chinese letters; other systems than Linux bring one. */
function hasChineseFont(): boolean {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return process.platform !== 'linux' || (status === 0 && stdout.trim() !== '');
}

function install(packages: readonly string[]): boolean {
  console.log(`\n=== installing ${packages.join(' ')}`);
  const apt = (...command: string[]): boolean =>
    spawnSync('apt-get', command, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt('update') && apt('install', '--yes', '--no-install-recommends', ...packages);
}

/** Makes sure that a browser and Chinese letters are there; answers with one sentence where they cannot be had. */
export function prepareBrowser(): string | undefined {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length === 0) return undefined;
  const what = missing.join(' and ');
  if (process.getuid?.() !== 0)
    return `The tests in the browser need ${what}: install it, or run npm test -- --no-browser.`;
  if (!install(missing) || !findChromium())
    return `The tests in the browser need ${what}, which could not be installed; npm test -- --no-browser leaves them out.`;
  return undefined;
}
