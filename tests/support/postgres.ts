/** Databases of PostgreSQL for tests: of the server at `TEST_POSTGRES_URL`, else of one that starts by itself. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { socketVariable } from './postgres-on-demand.ts';

let address: Promise<string> | undefined;

async function askForServer(): Promise<string> {
  const given = process.env.TEST_POSTGRES_URL;
  if (given) return given;
  const socket = process.env[socketVariable];
  if (!socket) throw new Error('No PostgreSQL: this suite has no set-up that starts one.');
  const answer = await text(connect(socket));
  if (answer.startsWith('failed: ')) throw new Error(`PostgreSQL does not start: ${answer.slice(8)}`);
  return answer;
}

/** The address of the server, which starts where nobody has asked for it yet. */
export function serverUrl(): Promise<string> {
  address ??= askForServer();
  return address;
}

/** Runs a statement on a database as whoever owns the server. */
export async function runSql(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A new, empty database, whose texts are not ordered by their bytes unless the store says so. */
export async function makeDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `cockpit_${randomBytes(6).toString('hex')}`;
  await runSql(server, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await runSql(server, `drop database if exists ${name} with (force)`);
    },
  };
}
