/** A clock that a process takes for that of its machine, and that can be moved while it runs: libfaketime, of Debian. */
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const library = 'faketime/libfaketimeMT.so.1';
const places = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'];

export interface MovedClock {
  /** What the process is started with. */
  environment: Record<string, string>;
  /** What the process takes for now (ms). */
  now(): number;
  /** Sets it, ahead of that of the machine or behind it. */
  move(toMs: number): void;
  remove(): Promise<void>;
}

/** Undefined where the library is not installed. */
export async function makeMovedClock(): Promise<MovedClock | undefined> {
  const file = places.map((place) => join(place, library)).find((candidate) => existsSync(candidate));
  if (file === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-clock-'));
  const told = join(folder, 'offset');
  let offset = 0;
  const tell = (): void => writeFileSync(told, `${offset >= 0 ? '+' : ''}${offset}\n`);
  tell();
  return {
    environment: {
      LD_PRELOAD: file,
      FAKETIME_TIMESTAMP_FILE: told,
      // All its threads see it move at once.
      FAKETIME_NO_CACHE: '1',
      // What counts seconds since the machine started does not jump when its time of day is set.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    now: () => Date.now() + offset * 1000,
    move: (toMs) => {
      offset = Math.round((toMs - Date.now()) / 1000);
      tell();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
