import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { restoreStore } from '../store/open-store.ts';
import { argument, auditCommand, CommandError, type Commands } from './command.ts';

/** Copies of the whole database. */
export const backupCommands: Commands = {
  create: {
    usage: 'FILE',
    options: [],
    positionals: 1,
    async run(input, context) {
      const file = resolve(argument(input, 'FILE'));
      if (existsSync(file))
        throw new CommandError(`There is already a file ${file}: a backup replaces nothing.`);
      await (await context.store()).backup(file);
      const { size } = await stat(file);
      await auditCommand(context, { action: 'backup.create', target: file });
      return { output: { file, bytes: size } };
    },
  },
  restore: {
    usage: 'FILE',
    options: [],
    positionals: 1,
    async run(input, context) {
      const file = resolve(argument(input, 'FILE'));
      await restoreStore(context.databaseUrl, file);
      await auditCommand(context, { action: 'backup.restore', target: file });
      return { output: { restored: file } };
    },
  },
};
