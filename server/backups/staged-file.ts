/** What a start looks for first: whether a backup is to take the place of the database. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** In the folder of the backups, whose own names end otherwise. */
export const stagedFile = 'restore.json';

export const isRestoreStaged = (folder: string): boolean => existsSync(join(folder, stagedFile));
