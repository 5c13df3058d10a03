/** `npm run bench`: every figure of the platform's promises, measured on this machine and printed as a table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../../server/stale-builds.ts';
import { browser } from './browser.ts';
import { command } from './command.ts';
import { cost } from './cost.ts';
import { fanoutBench } from './fanout.ts';
import { ingest } from './ingest.ts';
import { latency } from './latency.ts';
import { memory } from './memory.ts';
import { nodeRed } from './node-red.ts';
import { province } from './province.ts';
import { queueScroll } from './queue-scroll.ts';
import { registers } from './registers.ts';
import { replay } from './replay.ts';
import { type Bench, machine, type Row, table } from './report.ts';
import { restart } from './restart.ts';
import { size } from './size.ts';
import { soakBench } from './soak.ts';
import { start } from './start.ts';
import { twoServers } from './two-servers.ts';

const benches: readonly Bench[] = [
  ingest,
  latency,
  command,
  queueScroll,
  cost,
  start,
  browser,
  replay,
  registers,
  restart,
  fanoutBench,
  nodeRed,
  memory,
  twoServers,
  province,
  size,
  soakBench,
];
const names = benches.map(({ name }) => name).join(', ');

const usage = `npm run bench -- [--all] [--only NAME] [--full] [--quick] [--minutes N]
  --all        every benchmark at its full size, one table in the end
  --only NAME  one of ${names}; may be given several times
  --full       50,000 sites, a replay after 500,000 events, and five minutes of the browser
  --quick      the smallest sizes: shows that a benchmark works, and nothing of how fast anything is
  --minutes N  of the soak, which runs where it is named or with --all: 30 by itself, 1440 for a day`;

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    full: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { all, quick } = values;
const full = (values.full || all) && !quick;
const only = values.only ?? benches.filter(({ onlyByName }) => all || !onlyByName).map(({ name }) => name);
const asked = values.minutes ?? (quick ? '1' : undefined);
const minutes = asked === undefined ? undefined : Number(asked);
const wrong = minutes !== undefined && !(minutes > 0);
if (values.help || wrong || only.some((name) => !benches.some((bench) => bench.name === name))) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}

const folder = mkdtempSync(join(tmpdir(), 'cockpit-bench-'));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const rows: Row[] = [];
const begun = performance.now();
const on = machine();
try {
  await buildWhatIsStale('pages', 'server');
  for (const bench of benches.filter(({ name }) => only.includes(name))) {
    const found = rows.length;
    try {
      rows.push(...(await bench.run({ full, quick, minutes, folder, say })));
    } catch (error) {
      // One bench that cannot run hides none of the others.
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      rows.push({ what: bench.name, measured: `could not be measured: ${reason}`, goal: '', met: false });
    }
    // A run of hours that is ended early has said what it found.
    say(`\n${bench.name}:\n${table(rows.slice(found))}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${on}; ${Math.round((performance.now() - begun) / 1000)} s\n\n${table(rows)}`);
const missed = rows.filter(({ met }) => met === false);
if (missed.length > 0) console.log(`\nNot met: ${missed.map(({ what }) => what).join('; ')}.`);
