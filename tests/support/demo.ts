/** `npm run demo` as a process on a database of its own: a county whose panels all have something to show. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess, lineOf, spawnTsx } from './server-process.ts';

export interface Demo {
  /** Where the wall is, as it is printed. */
  wall: string;
  address: string;
  /** Answers the exit status. */
  stop(): Promise<number | null>;
}

/** Resolves when the history is in and the wall is live; `--county` and the like may follow. */
export async function startDemo(...options: string[]): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const demo = spawnTsx('mock/demo.ts', ['--days', '7', '--port', '0', ...options], {
    DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`,
  });
  const [announced, live] = [lineOf(demo, /wall: (http\S+)/), lineOf(demo, /now live/)];
  const [, wall = ''] = await announced;
  await live;
  const stop = async (): Promise<number | null> => {
    const status = await endProcess(demo, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
    return status;
  };
  return { wall, address: new URL(wall).origin, stop };
}
