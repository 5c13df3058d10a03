/** A process that stores a history and then measures the CPU of further events: append and projection. */
import type { County } from '../../shared/county/county.ts';
import { benchCounty } from './county.ts';
import { append, type Database, openDatabase, project } from './database.ts';
import { storiesOf } from './events.ts';
import { median } from './report.ts';
import { given, tell } from './server.ts';

export interface CostGiven {
  folder: string;
  stored: number;
  sites: number;
}

export interface CostResult {
  /** Median of the rounds: milliseconds of CPU for each event. */
  cpuMs: number;
}

const rounds = 5;
const perRound = 2_000;
/** As in lively times: what has come while the batch before was projected. */
const group = 100;
const dayMs = 86_400_000;
/** A history is told a part at a time, so that a million events need not be in memory. */
const part = 50_000;

const usedMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export const databaseName = ({ stored, sites }: Omit<CostGiven, 'folder'>): string =>
  `cost-${stored}-${sites}`;

/** Median of the rounds: milliseconds of CPU for one further event, appended and projected. */
export async function costOfEvents(database: Database, county: County, now: number): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const span = { from: now - 2 * dayMs, to: now - dayMs };
    const events = storiesOf({ county, count: perRound, ...span, name: `r${now}-${round}-` });
    const before = usedMs();
    for (let at = 0; at < events.length; at += group) {
      await append(database, events.slice(at, at + group));
      await project(database, now);
    }
    // The first round warms up.
    if (round > 0) costs.push((usedMs() - before) / events.length);
  }
  return median(costs);
}

async function run({ folder, stored, sites }: CostGiven): Promise<CostResult> {
  const now = Date.now();
  const county = benchCounty(sites);
  const database = await openDatabase(folder, databaseName({ stored, sites }), county, now);
  const parts = Math.ceil(stored / part);
  const from = now - 60 * dayMs;
  const step = (58 * dayMs) / parts;
  for (let n = 0; n < parts; n++) {
    const count = Math.min(part, stored - n * part);
    const span = { from: from + n * step, to: from + (n + 1) * step };
    await append(database, storiesOf({ county, count, ...span, name: `h${n}-` }));
    await project(database, now);
  }
  const cpuMs = await costOfEvents(database, county, now);
  await database.store.close();
  return { cpuMs };
}

if (process.argv[1]?.endsWith('cost-probe.ts')) tell(await run(given<CostGiven>()));
