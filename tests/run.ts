/** `npm test`: every check of the project, then one line that counts them. `--no-browser` leaves the browser out. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, prepareBrowser } from './support/chromium.ts';

const root = join(import.meta.dirname, '..');

interface Counts {
  passed: number;
  failed: number;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  /** Files, some of which fail before any of their tests runs. */
  testResults: { status: string; assertionResults: unknown[] }[];
}

const one = (passed: boolean): Counts => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

/** Runs a tool of the project and tells whether it was content. */
function run(title: string, command: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  console.log(`\n=== ${title}`);
  const [tool = '', ...rest] = command;
  const { status } = spawnSync(join(root, 'node_modules/.bin', tool), rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

/** What vitest's report counts; a file that could not be run, or no report at all, is a failure. */
function countsOf(file: string, content: boolean): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && !content ? 1 : failed };
}

function runTests(projects: readonly string[], environment: NodeJS.ProcessEnv): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  try {
    const content = run(
      `tests: ${projects.join(', ')}`,
      [
        ...['vitest', 'run', '--config', 'tests/vitest.config.ts', '--passWithNoTests'],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        ...projects.map((project) => `--project=${project}`),
      ],
      environment,
    );
    return countsOf(file, content);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tests that need a browser: without one they fail with one sentence. */
function runBrowserTests(): Counts[] {
  const fault = prepareBrowser();
  const chromium = findChromium();
  if (fault !== undefined || chromium === undefined) {
    console.log(`\n=== browser\n${fault ?? 'There is no Chromium.'}`);
    return [one(false)];
  }
  const built = run('build of the pages', ['tsx', 'server/build.ts']);
  return [one(built), ...(built ? [runTests(['e2e'], { CHROMIUM_PATH: chromium })] : [])];
}

const withBrowser = !process.argv.includes('--no-browser');
const counts: Counts[] = [
  one(run('types', ['vue-tsc', '--noEmit'])),
  one(run('lint and format', ['biome', 'ci'])),
  runTests(['unit', 'property', 'api', 'faults'], {}),
  ...(withBrowser ? runBrowserTests() : []),
];
if (!withBrowser) console.log('\nThe tests in the browser were left out, as --no-browser says.');

const total = counts.reduce((sum, { passed, failed }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
}));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
