/** The two kinds of database, each as it is where data is kept: a commit waits for the disk. */
import { join } from 'node:path';
import { runSql } from '../support/postgres.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { cpuMsOfGroup } from './server.ts';

export interface Engine {
  name: string;
  /** Address of a new, empty database. */
  make(name: string): Promise<string>;
  /** Milliseconds of CPU of the database's own processes so far. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export const sqliteEngine = (folder: string): Engine => ({
  name: 'SQLite',
  make: async (name) => `sqlite:${join(folder, `${name}.db`)}`,
  cpuMs: () => 0,
  stop: async () => {},
});

export async function postgresEngine(): Promise<Engine> {
  const server: PostgresServer = await startPostgres({ durable: true });
  return {
    name: 'PostgreSQL',
    make: async (name) => {
      await runSql(server.url, `create database "${name}" template template0 encoding 'UTF8'`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    cpuMs: () => cpuMsOfGroup(server.pid()),
    stop: () => server.stop(),
  };
}

/** Runs `use` with one kind of database after the other. */
export async function onEach<T>(folder: string, use: (engine: Engine) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (const make of [() => sqliteEngine(folder), postgresEngine]) {
    const engine = await make();
    try {
      found.push(...(await use(engine)));
    } finally {
      await engine.stop();
    }
  }
  return found;
}
