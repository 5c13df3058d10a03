import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatInstant } from '../../shared/domain/time.ts';
import { BackupFolder, backupStem } from '../backups/backup-folder.ts';
import { describeCopy, restoreStore } from '../store/open-store.ts';
import { argument, auditCommand, type CommandContext, CommandError, type Commands } from './command.ts';

/** @throws CommandError where a database server keeps the data. */
function folderOf({ backupDir }: CommandContext): BackupFolder {
  if (backupDir !== undefined) return new BackupFolder(resolve(backupDir));
  throw new CommandError('The data is in PostgreSQL: back it up by pg_dump, restore it by pg_restore.');
}

/** Among the backups that administrators see on screen. */
async function createInFolder(context: CommandContext): Promise<string> {
  const folder = folderOf(context);
  await folder.make();
  const store = await context.store();
  const zone = await store.read(async (view) => {
    const [first] = await view.countyVersions();
    return first && (await view.county(first.code))?.profile.timezone;
  });
  const name = `${backupStem(context.now(), zone ?? 'Asia/Shanghai')}.db`;
  const file = folder.fileOf(name) ?? '';
  if (existsSync(file)) throw new CommandError(`There is already a backup ${name}.`);
  await store.backup(file);
  const { counties } = describeCopy(file);
  await folder.note(name, { madeAt: formatInstant(context.now()), by: 'cli', verified: true, counties });
  return file;
}

async function createFile(path: string, context: CommandContext): Promise<string> {
  const file = resolve(path);
  if (existsSync(file)) throw new CommandError(`There is already a file ${file}: a backup replaces nothing.`);
  await (await context.store()).backup(file);
  return file;
}

/** A file, or the name of a backup of the list. */
function fileToRestore(given: string, context: CommandContext): string {
  const listed = existsSync(given) ? undefined : folderOf(context).fileOf(given);
  return listed !== undefined && existsSync(listed) ? listed : resolve(given);
}

/** Copies of the whole database. */
export const backupCommands: Commands = {
  create: {
    usage: '[FILE]',
    options: [],
    positionals: 1,
    async run(input, context) {
      const [path] = input.positionals;
      const file = path ? await createFile(path, context) : await createInFolder(context);
      const { size } = await stat(file);
      await auditCommand(context, { action: 'backup.create', target: file });
      return { output: { file, bytes: size } };
    },
  },
  list: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const folder = folderOf(context);
      const items = (await folder.files()).map(({ name, bytes, modifiedAt, note }) => ({
        ...{ name, bytes, madeAt: formatInstant(Math.floor(modifiedAt)) },
        ...note,
      }));
      return { output: { folder: folder.path, items } };
    },
  },
  restore: {
    usage: 'FILE',
    options: [],
    positionals: 1,
    async run(input, context) {
      const file = fileToRestore(argument(input, 'FILE'), context);
      await restoreStore(context.databaseUrl, file);
      await auditCommand(context, { action: 'backup.restore', target: file });
      return { output: { restored: file } };
    },
  },
};
