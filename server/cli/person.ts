import type { PersonFilter } from '../store/store.ts';
import { auditCommand, CommandError, type CommandInput, type Commands } from './command.ts';

/** Personal data, which can be erased without any number changing (contract §7). */
export const personCommands: Commands = {
  erase: {
    usage: '--volunteer ID | --order ID',
    options: ['volunteer', 'order'],
    positionals: 0,
    async run(input, context) {
      const whose = personOf(input);
      const erased = await (await context.store()).erasePersonal(whose);
      // The log keeps what was done and not for whom: it would outlive what was erased.
      const target = 'volunteer' in whose ? 'volunteer' : `order ${whose.order}`;
      await auditCommand(context, { action: 'person.erase', target });
      return { output: { ...whose, erased } };
    },
  },
};

function personOf({ options }: CommandInput): PersonFilter {
  const { volunteer, order } = options;
  if (volunteer && !order) return { volunteer };
  if (order && !volunteer) return { order };
  throw new CommandError('Either --volunteer ID or --order ID is needed.');
}
