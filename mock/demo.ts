/**
 * `npm run demo`: a server on a database of its own and the simulated stations of a county, which reach it through
 * the public API alone. All data is 演示数据: simulated, and marked so on every screen.
 */
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
import { ratesOf } from './rates.ts';
import { Sender } from './sender.ts';
import { createSimulation } from './simulation/simulation.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

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

/** The center's own key: it stands above all sites and may send for each of them. */
const createKey = (county: County, env: Environment): Promise<{ id: string; key: string }> => {
  const center = county.sites.find(({ tier }) => tier === 'center');
  return runCli(root, env, ['key', 'create', '--site', center?.code ?? '', '--label', '演示数据']);
};

async function run(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const counties = options.countyDirs.map(readCountyFolder);
  if (options.fresh && options.databaseFile) removeDatabase(options.databaseFile);
  const states = new FeedStates(options.databaseFile);
  const env = environmentOf(options);
  say(
    `演示数据 simulated data: ${counties.map(({ profile, sites }) => `${profile.name} ${sites.length} sites`).join(', ')}`,
  );
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
  const walls = counties.map(({ profile }) => `${server.baseUrl}/wall?scope=area:${profile.code}`);
  const announce = (): void => walls.forEach((wall) => void say(`大屏 wall: ${wall}`));
  announce();
  const feeds: Feed[] = [];
  for (const county of counties) {
    const { key } = await createKey(county, env);
    const simulation = createSimulation(
      county,
      ratesOf(county.profile.code, county.sites.length),
      options.seed,
    );
    const sender = new Sender({ baseUrl: server.baseUrl, key, signal });
    const follower = new JournalFollower(server.baseUrl, county.profile.code);
    const { days, speed } = options;
    feeds.push({ county, simulation, sender, states, days, speed, signal, follower });
  }
  // Beside the history, which takes longer.
  const users = makeUsers(root, env, server.baseUrl);
  users.catch(() => undefined);
  const begun = Date.now();
  const live: Promise<void>[] = [];
  for (const feed of feeds) {
    const filled = await fillHistory(feed, Date.now());
    const { accepted, duplicates } = feed.sender.tally;
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
