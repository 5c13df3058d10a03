/** What befalls servers, lines and registers while a simulation runs. */
import { importCounty } from '../../../server/projector/import-county.ts';
import { fairWeather, type TcpProxy, type Weather } from '../tcp-proxy.ts';
import { simulatedCounty, type World } from './world.ts';

/** Changes of registers that leave to every place what it is the place of. */
const profiles = [
  { title: '另一名称' },
  { sla: { responseHours: 1, completionDays: 1, urgentHours: 1 } },
  { limits: { maxShiftMinutes: 300, silentDays: 1, gapDays: 2, circleKm: 10, contactDays: 180 } },
  { baseline: { activities: 1000, activeVolunteers: 50, registeredVolunteers: 301 } },
  {},
];

async function killServer({ servers, random }: World): Promise<void> {
  const victim = random.pick(servers);
  await victim.kill();
  await victim.restart();
}

async function changeRegisters(world: World): Promise<void> {
  const county = simulatedCounty(world.random.pick(profiles));
  const [first, ...others] = county.sites;
  // A station closes, or opens again.
  const sites = [first, ...others].flatMap((site) =>
    site
      ? [{ ...site, status: site.code === 'A2' && world.random.chance(0.5) ? 'closed' : site.status }]
      : [],
  ) as typeof county.sites;
  world.county = { ...county, sites };
  await importCounty(world.store, world.county, Date.now());
}

function setWeather(lines: readonly (TcpProxy | undefined)[], weather: Weather): void {
  for (const line of lines) if (line) line.weather = weather;
}

type Fault = (world: World) => unknown;

const badLine = { delayMs: 30, jitterMs: 200, breaks: 0.5, withinBytes: 6_000, silent: 0.2 };

const faults: Record<string, Fault> = {
  'a server is killed': killServer,
  'the registers change': changeRegisters,
  'the line of stations is bad': ({ lines }) => setWeather([lines.stations], { ...fairWeather, ...badLine }),
  'the line of stations is good': ({ lines }) => setWeather([lines.stations], fairWeather),
  'viewers are cut off': ({ lines, random }) => random.pick(lines.viewers).cut(),
  'viewers hear nothing': ({ lines, random }) => random.pick(lines.viewers).silence(),
  'the line of viewers is slow': ({ lines }) =>
    setWeather(lines.viewers, { ...fairWeather, delayMs: 400, bytesPerSecond: 60_000 }),
  'the line of viewers breaks': ({ lines }) =>
    setWeather(lines.viewers, { ...fairWeather, breaks: 0.6, withinBytes: 60_000 }),
  'the line of viewers is good': ({ lines }) => setWeather(lines.viewers, fairWeather),
};

const databaseFaults: Record<string, Fault> = {
  'the database is cut off': ({ lines }) => lines.database?.cut(),
  'the word of wake-up is lost': ({ lines }) => lines.database?.silence(/listen cockpit_moved/),
  'the line of the database breaks': ({ lines }) =>
    setWeather([lines.database], { ...fairWeather, breaks: 0.5, withinBytes: 60_000 }),
  'the line of the database is good': ({ lines }) => setWeather([lines.database], fairWeather),
};

/** One fault after the other, until `isOver`; answers what they were. */
export async function befall(world: World, isOver: () => boolean): Promise<string[]> {
  const known = { ...faults, ...(world.lines.database ? databaseFaults : {}) };
  const told: string[] = [];
  while (!isOver()) {
    const name = world.random.pick(Object.keys(known));
    told.push(name);
    await known[name]?.(world);
    await new Promise((resolve) => setTimeout(resolve, world.random.whole(50, 500)));
  }
  return told;
}

/** From now on every line is good; what was half open is cut, as its other end will find out before long. */
export function heal({ lines: { stations, viewers, database } }: World): void {
  setWeather([stations, ...viewers, ...(database ? [database] : [])], fairWeather);
  for (const line of [stations, ...viewers]) line.cut();
}
