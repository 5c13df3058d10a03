/**
 * One PostgreSQL server for all the tests of a run: it starts when the first of them asks for it, and ends with the
 * run. Tests run in processes of their own, so they ask over a socket.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** Where the address of the server is told; each suite of a run finds that of the first. */
export const socketVariable = 'TEST_POSTGRES_SOCKET';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_POSTGRES_URL || process.env[socketVariable]) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-ask-'));
  let server: Promise<PostgresServer> | undefined;
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    server ??= startPostgres();
    server.then(
      ({ url }) => socket.end(url),
      (error: unknown) => socket.end(`failed: ${String(error)}`),
    );
  }).listen(join(folder, 'ask'));
  await once(door, 'listening');
  process.env[socketVariable] = join(folder, 'ask');
  return async () => {
    door.close();
    delete process.env[socketVariable];
    await (await server?.catch(() => undefined))?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
