import { formatInstant } from '../../shared/domain/time.ts';
import { makeToken } from '../identity/tokens.ts';
import type { StationKeyRow } from '../store/store.ts';
import { auditCommand, CommandError, type Commands, required } from './command.ts';
import { checkSite } from './registers.ts';

const rowOf = ({ id, site, label, createdAt, revokedAt }: StationKeyRow) => ({
  id,
  site,
  label,
  createdAt: formatInstant(createdAt),
  ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
});

/** Station keys; the key itself is shown once, when it is made. */
export const keyCommands: Commands = {
  create: {
    usage: '--site CODE [--label TEXT]',
    options: ['site', 'label'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const site = required(input, 'site');
      await checkSite(store, site);
      const { id, token, hash } = makeToken('station');
      const label = input.options.label ?? '';
      await store.addKey({ id, site, label, hash, createdAt: context.now() });
      await auditCommand(context, { action: 'key.create', target: `${id} ${site}` });
      return { output: { id, key: token } };
    },
  },
  list: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const { keys } = await (await context.store()).credentials();
      return { output: { items: keys.map(rowOf) } };
    },
  },
  revoke: {
    usage: '--id ID',
    options: ['id'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const id = required(input, 'id');
      const revokedAt = context.now();
      if (!(await store.revokeKey(id, revokedAt))) throw new CommandError(`There is no key ${id} in force.`);
      await auditCommand(context, { action: 'key.revoke', target: id });
      return { output: { id, revokedAt: formatInstant(revokedAt) } };
    },
  },
};
