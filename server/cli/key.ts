import { formatInstant } from '../../shared/domain/time.ts';
import { makeToken } from '../identity/tokens.ts';
import type { StationKeyRow } from '../store/store.ts';
import { auditCommand, type CommandContext, CommandError, type Commands, required } from './command.ts';
import { checkSites } from './registers.ts';

const rowOf = ({ id, site, label, createdAt, revokedAt }: StationKeyRow) => ({
  id,
  site,
  label,
  createdAt: formatInstant(createdAt),
  ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
});

async function create(site: string, label: string, context: CommandContext) {
  const store = await context.store();
  const { id, token, hash } = makeToken('station');
  await store.addKey({ id, site, label, hash, createdAt: context.now() });
  await auditCommand(context, { action: 'key.create', target: `${id} ${site}` });
  return { id, key: token };
}

/** Station keys; the key itself is shown once, when it is made. */
export const keyCommands: Commands = {
  create: {
    usage: '--site CODE[,CODE…] [--label TEXT]',
    options: ['site', 'label'],
    positionals: 0,
    async run(input, context) {
      const sites = required(input, 'site').split(',');
      await checkSites(await context.store(), sites);
      const label = input.options.label ?? '';
      const [first = '', ...others] = sites;
      const key = await create(first, label, context);
      if (others.length === 0) return { output: key };
      const items = [{ site: first, ...key }];
      for (const site of others) items.push({ site, ...(await create(site, label, context)) });
      return { output: { items } };
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
