/** A county of some size with a history, its server and its stations: what a wall is measured before. */
import { benchCounty } from './county.ts';
import { addCenterKey, append, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { startServer } from './server.ts';
import { startStations } from './stations.ts';

const dayMs = 86_400_000;
const history = 10_000;

export interface WallSetting {
  /** Where its server keeps everything. */
  databaseUrl: string;
  /** Key of the center. */
  key: string;
}

/** A database with the county and ten thousand events of its last thirty days. */
export async function makeSetting(folder: string, name: string, sites: number): Promise<WallSetting> {
  const now = Date.now();
  const county = benchCounty(sites);
  const database = await openDatabase(folder, name, county, now);
  await append(database, storiesOf({ county, count: history, from: now - 30 * dayMs, to: now, name: 'h' }));
  await project(database, now);
  const key = await addCenterKey(database);
  await database.store.close();
  return { databaseUrl: database.url, key };
}

/** Runs `use` before a server of the setting whose stations send so many events a second, for so long. */
export async function withStations<T>(
  { databaseUrl, key }: WallSetting,
  { sites, perSecond, seconds }: { sites: number; perSecond: number; seconds: number },
  use: (address: string) => Promise<T>,
): Promise<T> {
  const server = await startServer(databaseUrl);
  const stations = startStations();
  try {
    const load = stations.post({
      ...{ address: server.address, key, sites, batch: 1, connections: 4 },
      ...{ seconds, rate: perSecond, requests: seconds * perSecond * 2 },
    });
    const result = await use(server.address);
    await load;
    return result;
  } finally {
    stations.stop();
    await server.stop();
  }
}
