/** `npm test`: every check of the project, then one line that counts them. `--no-browser` leaves the browser out. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findChromium, prepareBrowser } from './support/chromium.ts';

const root = join(import.meta.dirname, '..');

interface Counts {
  passed: number;
  failed: number;
  /** What failed, each with why, to be said again in the end: a run prints thousands of lines. */
  faults: string[];
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  /** Files, some of which fail before any of their tests runs. */
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

const reasonLines = 6;

const one = (what: string, passed: boolean): Counts =>
  passed ? { passed: 1, failed: 0, faults: [] } : { passed: 0, failed: 1, faults: [what] };

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

const shortly = (reason: string): string => reason.split('\n').slice(0, reasonLines).join('\n    ');

/** The tests of a file that failed; where a file could not be run, its name alone. */
function faultsOf({ name, status, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(root, name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}\n    ${shortly(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map(
      ({ fullName, failureMessages }) =>
        `${file} > ${fullName}\n    ${failureMessages.map(shortly).join('\n    ')}`,
    );
}

/** What vitest's report counts; a file that could not be run, or no report at all, is a failure. */
function countsOf(projects: string, file: string, content: boolean): Counts {
  if (!existsSync(file)) return one(`${projects}: there is no report`, false);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  const passed = report.numPassedTests;
  if (failed > 0 || content) return { passed, failed, faults: report.testResults.flatMap(faultsOf) };
  return { passed, failed: 1, faults: [`${projects}: an error outside of the tests`] };
}

function runTests(projects: readonly string[], environment: NodeJS.ProcessEnv): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  try {
    const names = projects.join(', ');
    const content = run(
      `tests: ${names}`,
      [
        ...['vitest', 'run', '--config', 'tests/vitest.config.ts', '--passWithNoTests'],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        ...projects.map((project) => `--project=${project}`),
      ],
      environment,
    );
    return countsOf(names, file, content);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tests that need a browser: without one they fail with one sentence. */
function runBrowserTests(): Counts[] {
  const fault = prepareBrowser();
  const chromium = findChromium();
  if (fault !== undefined || chromium === undefined) {
    const reason = fault ?? 'There is no Chromium.';
    console.log(`\n=== browser\n${reason}`);
    return [one(reason, false)];
  }
  const built = run('build of the pages', ['tsx', 'server/build.ts']);
  return [
    one('build of the pages', built),
    ...(built ? [runTests(['e2e'], { CHROMIUM_PATH: chromium })] : []),
  ];
}

const withBrowser = !process.argv.includes('--no-browser');
const counts: Counts[] = [
  one('types', run('types', ['vue-tsc', '--noEmit'])),
  one('lint and format', run('lint and format', ['biome', 'ci'])),
  runTests(['unit', 'property', 'api', 'faults'], {}),
  ...(withBrowser ? runBrowserTests() : []),
];
if (!withBrowser) console.log('\nThe tests in the browser were left out, as --no-browser says.');

const total = counts.reduce((sum, { passed, failed, faults }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
  faults: [...sum.faults, ...faults],
}));
if (total.faults.length > 0) console.log(`\n=== what failed\n${total.faults.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
