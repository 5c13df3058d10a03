/** The server as a process, on a database that a bench has made, and what it says of itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { endProcess, lineOf, type ServerProcess, spawnTsx, startProcess } from '../support/server-process.ts';

/** Limits of one key are not what is measured. */
const unlimited = '1000000';

export const serverEnvironment = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  COUNTY_DIR: '',
  PORT: '0',
  LOG_LEVEL: 'warn',
  ANONYMOUS_READ: 'true',
  RATE_REQUESTS_PER_SECOND: unlimited,
  RATE_REQUEST_BURST: unlimited,
  RATE_EVENTS_PER_SECOND: unlimited,
});

export const startServer = (databaseUrl: string): Promise<ServerProcess> =>
  startProcess(serverEnvironment(databaseUrl));

/** The route without what lies behind it: the same HTTP, the same checks of every event, and no store. */
export const startBare = (sites: number): Promise<ServerProcess> =>
  startBareProgram('bare-server.ts', [String(sites)]);

/** One of the programs that something is measured beside. */
export async function startBareProgram(
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const child = spawnTsx(`tests/bench/${file}`, args, { LOG_LEVEL: 'warn', ...env });
  const [, address = ''] = await lineOf(child, /^listening on (http:\/\/\S+)$/);
  return {
    address,
    pid: child.pid ?? 0,
    kill: async () => void (await endProcess(child, 'SIGKILL')),
    stop: () => endProcess(child, 'SIGTERM'),
  };
}

/** Runs a file of the benches as a process of its own and takes the JSON of its line `result …`. */
export async function runProbe<T>(file: string, given: object): Promise<T> {
  const child = spawnTsx(`tests/bench/${file}`, [JSON.stringify(given)], {});
  const [, text = ''] = await lineOf(child, /^result (.*)$/);
  await endProcess(child, 'SIGTERM');
  return JSON.parse(text) as T;
}

/** What a probe says in the end. */
export const tell = (result: object): void => void process.stdout.write(`result ${JSON.stringify(result)}\n`);

/** What a probe was given. */
export const given = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T;

/** Events in the journal that no figure shows yet. */
export async function lagOf(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(/^cockpit_projection_lag_events (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const tickMs = 10;

/** Fields of a process from its state on (proc(5)); none where the system does not tell, or it has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

const ticks = (fields: readonly string[], from: number, count: number): number =>
  fields.slice(from, from + count).reduce((sum, field) => sum + Number(field), 0);

/** Milliseconds of CPU that a process has used in all its threads; 0 where the system does not tell. */
export const cpuMsOf = (pid: number): number => ticks(statOf(pid), 11, 2) * tickMs;

/** The same with the processes that it began, those included that have ended. */
export function cpuMsOfGroup(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const own = ticks(statOf(pid), 11, 4) * tickMs;
  return children
    .filter((child) => statOf(Number(child))[1] === String(pid))
    .reduce((sum, child) => sum + cpuMsOf(Number(child)), own);
}

/** Bytes of memory that a process holds; NaN where the system does not tell. */
export function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? Number.NaN) * 1024;
}
