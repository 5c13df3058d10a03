/** The world of a simulation: a database, two servers, and bad lines between them and everybody. */

import { Random } from '../../../mock/simulation/random.ts';
import { importCounty } from '../../../server/projector/import-county.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import type { County } from '../../../shared/county/county.ts';
import { databaseOf, type Engine } from '../engine.ts';
import { type ProcessServer, startServerProcess } from '../server.ts';
import type { SignedIn } from '../signed-in.ts';
import { sitesWithHours, smallCounty } from '../small-county.ts';
import { TcpProxy } from '../tcp-proxy.ts';
import { until } from '../until.ts';

/** The county whose boards are computed a second time, as it is or as somebody has changed it. */
export const simulatedCounty = (changes: Partial<County['profile']> = {}): County =>
  smallCounty({ wallText: 'title', stars: [60, 150, 600], ...changes }, { sites: [...sitesWithHours] });

export interface World {
  random: Random;
  /** Opened beside the servers, by a line that is always good. */
  store: Store;
  servers: ProcessServer[];
  /** Between stations and operators and the servers; between viewers and each server; between servers and PostgreSQL. */
  lines: { stations: TcpProxy; viewers: TcpProxy[]; database?: TcpProxy };
  key: string;
  operators: SignedIn[];
  /** The registers as they are now. */
  county: County;
}

class Closing {
  readonly #steps: (() => unknown)[] = [];

  add<T>(thing: T, close: (thing: T) => unknown): T {
    this.#steps.push(() => close(thing));
    return thing;
  }

  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

async function startServers(url: string, count: number, closing: Closing): Promise<ProcessServer[]> {
  const servers: ProcessServer[] = [];
  for (let n = 0; n < count; n += 1)
    servers.push(
      closing.add(
        await startServerProcess({
          ...{ DATABASE_URL: url, COUNTY_DIR: ' ', ANONYMOUS_READ: 'true' },
          RATE_REQUESTS_PER_SECOND: '100000',
        }),
        (server) => server.stop(),
      ),
    );
  return servers;
}

async function make(engine: Engine, seed: number, closing: Closing): Promise<World> {
  const random = new Random('simulation', seed);
  const { url } = closing.add(await databaseOf(engine), (made) => made.drop());
  const store = closing.add(await openStore(url), (open) => open.close());
  const county = simulatedCounty();
  await importCounty(store, county, Date.now());
  const proxy = async (
    targets: string | string[],
    what: string,
    choice: 'in-turn' | 'first' = 'in-turn',
  ): Promise<TcpProxy> =>
    closing.add(await TcpProxy.before(targets, new Random('line', seed, what), choice), (line) =>
      line.stop(),
    );
  const database = engine === 'postgres' ? await proxy(url, 'database') : undefined;
  const servers = await startServers(database?.address ?? url, 2, closing);
  const [first] = servers;
  if (!first) throw new Error('there is no server');
  const addresses = servers.map(({ address }) => address);
  const stations = await proxy(addresses, 'stations');
  const { key } = await first.makeKey('C');
  for (const server of servers)
    await until('the key is in force', async () => (await server.post(key, '{}')).status !== 401);
  const operators = [await first.makeUser('operator', 'wang'), await first.makeUser('operator', 'lin')];
  // Viewers stay at their server while it is there.
  const viewers = [
    await proxy(addresses, 'near', 'first'),
    await proxy([...addresses].reverse(), 'far', 'first'),
  ];
  const lines = { stations, viewers, ...(database && { database }) };
  return { random, store, servers, lines, key, operators, county };
}

/** Makes a world, lets `work` happen in it, and takes it down. */
export async function inWorld(
  engine: Engine,
  seed: number,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const closing = new Closing();
  try {
    await work(await make(engine, seed, closing));
  } finally {
    await closing.run();
  }
}
