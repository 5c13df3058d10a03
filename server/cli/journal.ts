import { verifyJournal } from '../projector/verify.ts';
import type { Commands } from './command.ts';

/** The journal, from which every number must follow. */
export const journalCommands: Commands = {
  verify: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const verification = await verifyJournal(await context.store());
      const { length } = verification.differences;
      const failures = length > 0 ? [`${length} stored numbers differ from what the journal says.`] : [];
      return { output: { ok: length === 0, ...verification }, failures };
    },
  },
};
