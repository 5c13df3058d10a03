/** The whole server on a database of its own, within the test or as a process, with the command line beside it. */
import { type AppOptions, createApp } from '../../server/app.ts';
import { runCommand } from '../../server/cli/run.ts';
import { readConfig } from '../../server/config.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { JournalRow } from '../../server/store/store.ts';
import type { Role } from '../../shared/domain/reader.ts';
import { databaseOf } from './engine.ts';
import { type ServerProcess, startProcess } from './server-process.ts';
import { type SignedIn, signIn } from './signed-in.ts';
import { until } from './until.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    code?: string;
    now?: string;
    accepted?: number;
    duplicates?: number;
    rejected?: number;
    results?: { index: number; id?: string; status: string; seq?: number; code?: string; detail?: string }[];
  };
}

export type Payload = string | Uint8Array<ArrayBuffer>;

export interface Reading<T = Record<string, unknown>> {
  status: number;
  body: T;
  /** The answer as it came over the line. */
  text: string;
}

export const countyCode = '330127';
export const centerSite = '330127-Z';

async function makeEnvironment(environment: Record<string, string>) {
  const database = await databaseOf();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    COUNTY_DIR: 'mock/counties/chunan',
    ...environment,
  };
  return { env, database };
}

/** What stations, readers and administrators do with a server at an address. */
function clientsOf(address: () => string, env: Record<string, string>) {
  let users = 0;
  const cli = async (...args: string[]): Promise<Record<string, string>> =>
    (await runCommand(args, env)).output as Record<string, string>;

  const post = async (key: string, body: Payload, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${address()}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };

  const get = async <T = Record<string, unknown>>(path: string, token?: string): Promise<Reading<T>> => {
    const response = await fetch(`${address()}/api/v1/${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as T, text };
  };

  /** A station key that is already in force. */
  const makeKey = async (site = centerSite): Promise<{ id: string; key: string }> => {
    const { id = '', key = '' } = await cli('key', 'create', '--site', site);
    await until('the new key is in force', async () => (await post(key, '{}')).status !== 401);
    return { id, key };
  };

  /** A display token that is already in force. */
  const makeDisplay = async (scope = `area:${countyCode}`): Promise<{ id: string; token: string }> => {
    const { id = '', token = '' } = await cli('display', 'create', '--name', 'wall', '--scope', scope);
    await until('the new token is in force', async () => (await get('counties', token)).status !== 401);
    return { id, token };
  };

  /** A user who has signed in; without a role an operator. */
  const makeUser = async (role: Role = 'operator', name = `${role}-${++users}`): Promise<SignedIn> => {
    const password = '松树-下棋-登山-看海';
    const create = ['user', 'create', '--name', name, '--role', role, '--keep-password'];
    await runCommand(create, env, async () => password);
    const user = await signIn(address(), name, password);
    if (!user) throw new Error(`${name} cannot sign in.`);
    return user;
  };

  const journal = async (): Promise<JournalRow[]> => {
    const store = await openStore(env.DATABASE_URL ?? '', { readOnly: true });
    try {
      return await store.read((view) => view.journal(countyCode, 0, 100_000, true));
    } finally {
      await store.close();
    }
  };
  return { cli, post, get, makeKey, makeDisplay, makeUser, journal };
}

/** Within the test: quick to start, and its clock and limits can be set. */
export async function startServer(
  environment: Record<string, string> = {},
  options: Omit<AppOptions, 'config'> = {},
) {
  const { env, database } = await makeEnvironment(environment);
  const app = await createApp({ ...options, config: readConfig(env) });
  const address = await app.listen();
  const stop = async (): Promise<void> => {
    await app.close();
    await database.drop();
  };
  return { address, env, routes: app.routes, ...clientsOf(() => address, env), stop };
}

export type Server = Awaited<ReturnType<typeof startServer>>;

/** As a process, which may be killed and started again on the same database and port. */
export async function startServerProcess(environment: Record<string, string> = {}) {
  const { env, database } = await makeEnvironment(environment);
  let running: ServerProcess = await startProcess(env);
  const { address } = running;
  const { port } = new URL(address);
  return {
    address,
    env,
    ...clientsOf(() => address, env),
    pid: (): number => running.pid,
    kill: (): Promise<void> => running.kill(),
    terminate: (): Promise<number | null> => running.stop(),
    restart: async (): Promise<void> => {
      await running.stop();
      running = await startProcess({ ...env, PORT: port });
    },
    stop: async (): Promise<void> => {
      await running.stop();
      await database.drop();
    },
  };
}

export type ProcessServer = Awaited<ReturnType<typeof startServerProcess>>;
