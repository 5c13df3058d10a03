/** A backup that an administrator has chosen takes the place of the database before anybody opens it. */
import { basename } from 'node:path';
import { BackupFolder, type RestoreResult } from './backups/backup-folder.ts';
import type { Config } from './config.ts';
import { restoreStore, storeFile } from './store/open-store.ts';

export type BackupPlace = Pick<Config, 'databaseUrl' | 'backupDir'>;

/** The file of the database and the folder of its backups; undefined where a database server keeps the data. */
export function backupPlaceOf({ databaseUrl, backupDir }: BackupPlace) {
  const file = storeFile(databaseUrl);
  if (file === undefined || backupDir === undefined) return undefined;
  return { file, folder: new BackupFolder(backupDir) };
}

/**
 * Puts in place what is staged. Where that fails the server starts with the database that it had: an administrator
 * reads why, which he could not on a server that does not start. Interrupted anywhere, the next start does it again.
 */
export async function applyStagedRestore(place: BackupPlace): Promise<RestoreResult | undefined> {
  const found = backupPlaceOf(place);
  const staged = await found?.folder.staged();
  if (!found || !staged) return undefined;
  const { file, folder } = found;
  const kept = `${file}-before-restore-${staged.at.replace(/[^0-9]/g, '')}`;
  const result: RestoreResult = { ...staged, audited: false };
  try {
    await restoreStore(place.databaseUrl, folder.fileOf(staged.name) ?? '', kept);
    result.kept = basename(kept);
  } catch (error) {
    const en = error instanceof Error ? error.message : String(error);
    result.problem = { zh: `没有恢复，仍用原来的数据：${en}`, en };
  }
  await folder.noteRestored(result);
  await folder.unstage();
  return result;
}
