import { openStore } from '../store/open-store.ts';
import { CommandError, type Commands, required } from './command.ts';
import { copyStore } from './copy-store.ts';

/** The database itself. */
export const storeCommands: Commands = {
  copy: {
    usage: '--from URL --to URL [--county CODE]',
    options: ['from', 'to', 'county'],
    positionals: 0,
    async run(input, context) {
      const [from, to] = [required(input, 'from'), required(input, 'to')];
      if (from === to) throw new CommandError('--from and --to are the same database.');
      const source = await openStore(from, { readOnly: true });
      try {
        const target = await openStore(to);
        try {
          const { county } = input.options;
          return await copyStore({ source, target, now: context.now() }, county);
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
  },
};
