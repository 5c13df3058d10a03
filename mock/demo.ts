/**
 * `npm run demo`: a server on a database of its own and the simulated stations of a county, which reach it through
 * the public API alone. All data is 演示数据: simulated, and marked so on every screen.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { County } from '../shared/county/county.ts';
import { readCountyFolder } from './county-folder.ts';
import { type Feed, fillHistory, goLive } from './demo/feed.ts';
import { FeedStates, removeDatabase } from './demo/feed-state.ts';
import { JournalFollower } from './demo/journal-follower.ts';
import { type DemoOptions, OptionError, readOptions, usage } from './demo/options.ts';
import { runCli, type ServerProcess, startServer } from './demo/server-process.ts';
import { untilShown } from './demo/shown.ts';
import { makeUsers } from './demo/users.ts';
import { writeCounties } from './province/province.ts';
import { ratesOf } from './rates.ts';
import { Sender } from './sender.ts';
import { createSimulation } from './simulation/simulation.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** More counties than these are told of as a number. */
const countiesTold = 5;
const shortLedger = 0.05;

type Environment = Record<string, string | undefined>;

const environmentOf = (options: DemoOptions): Environment => ({
  LOG_LEVEL: 'warn',
  ANONYMOUS_READ: 'true',
  ...process.env,
  COUNTY_DIR: options.countyDirs.join(','),
  DATABASE_URL: options.databaseUrl,
  DEMO: 'true',
  PORT: options.port,
});

/** The key of each county's center: it stands above all sites and may send for each of them. */
async function createKeys(counties: readonly County[], env: Environment): Promise<string[]> {
  const centers = counties.map(({ sites }) => sites.find(({ tier }) => tier === 'center')?.code ?? '');
  const made = await runCli<{ key: string } | { items: { key: string }[] }>(root, env, [
    ...['key', 'create', '--site', centers.join(','), '--label', '演示数据'],
  ]);
  return 'items' in made ? made.items.map(({ key }) => key) : [made.key];
}

function tellOf(counties: readonly County[]): string {
  if (counties.length > countiesTold) {
    const sites = counties.reduce((sum, county) => sum + county.sites.length, 0);
    return `${counties.length} counties, ${sites} sites`;
  }
  return counties.map(({ profile, sites }) => `${profile.name} ${sites.length} sites`).join(', ');
}

/** Runs with the folders of the counties, which for an area are made for the time of the demonstration. */
async function run(options: DemoOptions, signal: AbortSignal): Promise<void> {
  if (options.area === undefined) return runCounties(options, signal);
  const folder = mkdtempSync(path.join(tmpdir(), 'cockpit-counties-'));
  try {
    const countyDirs = writeCounties(options.area, folder, path.join(root, 'mock', 'counties'));
    await runCounties({ ...options, countyDirs }, signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runCounties(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const counties = options.countyDirs.map(readCountyFolder);
  if (options.fresh && options.databaseFile) removeDatabase(options.databaseFile);
  const states = new FeedStates(options.databaseFile);
  const env = environmentOf(options);
  say(`演示数据 simulated data: ${tellOf(counties)}`);
  const server = await startServer(root, env, signal);
  try {
    await Promise.race([
      feedAll(options, counties, states, server, env, signal),
      unexpectedEnd(server, signal),
    ]);
  } finally {
    await server.stop();
  }
}

async function unexpectedEnd(server: ServerProcess, signal: AbortSignal): Promise<void> {
  const code = await server.ended;
  if (!signal.aborted) throw new Error(`the server ended with status ${code}`);
  // Whoever stops the demonstration waits for the feeds to put down how far they came.
  await new Promise(() => {});
}

async function feedAll(
  options: DemoOptions,
  counties: readonly County[],
  states: FeedStates,
  server: ServerProcess,
  env: Environment,
  signal: AbortSignal,
): Promise<void> {
  const codes = options.area === undefined ? counties.map(({ profile }) => profile.code) : [options.area];
  const walls = codes.map((code) => `${server.baseUrl}/wall?scope=area:${code}`);
  const announce = (): void => walls.forEach((wall) => void say(`大屏 wall: ${wall}`));
  announce();
  const feeds: Feed[] = [];
  const keys = await createKeys(counties, env);
  for (const [index, county] of counties.entries()) {
    const { code } = county.profile;
    const rates = ratesOf(code, county.sites.length);
    const simulation = createSimulation(
      county,
      options.area === undefined ? rates : { ...rates, ledgerShare: shortLedger },
      options.seed,
    );
    const sender = new Sender({ baseUrl: server.baseUrl, key: keys[index] ?? '', signal });
    const { days, speed } = options;
    const feed = { county, simulation, sender, states, days, speed, signal };
    // Nobody dispatches in all counties of a province; to follow each of their journals would be work for nothing.
    const followed = counties.length <= countiesTold;
    feeds.push(followed ? { ...feed, follower: new JournalFollower(server.baseUrl, code) } : feed);
  }
  // Beside the history, which takes longer.
  const users = makeUsers(root, env, server.baseUrl);
  users.catch(() => undefined);
  const begun = Date.now();
  const live: Promise<void>[] = [];
  for (const feed of feeds) {
    const filled = await fillHistory(feed, Date.now());
    const { accepted, duplicates } = feed.sender.tally;
    if (feed.sender.tally.accepted > 0 || counties.length <= countiesTold)
      say(`${feed.county.profile.name}: ${accepted} events stored, ${duplicates} repetitions`);
    live.push(goLive(feed, filled));
  }
  await Promise.race([untilShown(server.baseUrl, signal), ...live]);
  if (!signal.aborted) {
    say(`演示数据 filled in ${((Date.now() - begun) / 1000).toFixed(1)} s, now live. Ctrl-C stops.`);
    announce();
    for (const line of await users) say(line);
  }
  await Promise.all(live);
}

function stopOnSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (!stopping.signal.aborted) say('stopping');
      stopping.abort();
    });
  return stopping.signal;
}

const signal = stopOnSignal();
try {
  const options = readOptions(process.argv.slice(2), process.env, root);
  if (options.help) say(usage);
  else await run(options, signal);
  process.exitCode = 0;
} catch (error) {
  const stopped = signal.aborted;
  if (!stopped) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof OptionError) process.stderr.write(`\n${usage}`);
  process.exitCode = stopped ? 0 : 1;
}
