/** A disk that is small enough to be filled, in memory. Mounting one takes rights that not everybody has. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const kibibyte = Buffer.alloc(1024);
const mebibyte = Buffer.alloc(1024 * 1024);

export interface SmallDisk {
  folder: string;
  /** Until nothing fits any more. */
  fill(): Promise<void>;
  /** Takes away what filled it. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** Writes to a file until the disk refuses. */
async function writeUntilFull(file: string, piece: Buffer): Promise<void> {
  for (;;) {
    try {
      await appendFile(file, piece);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
  }
}

/** Undefined where this user may not mount anything. */
export async function mountSmallDisk(
  mebibytes: number,
  owner = process.getuid?.(),
): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-disk-'));
  const options = `size=${mebibytes}m,mode=700,uid=${owner ?? 0}`;
  try {
    await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  } catch {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const filling = join(folder, 'filling');
  return {
    folder,
    fill: async () => {
      for (const piece of [mebibyte, kibibyte]) await writeUntilFull(filling, piece);
    },
    clear: () => rm(filling, { force: true }),
    remove: async () => {
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
