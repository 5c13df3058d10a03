import { formatInstant } from '../../shared/domain/time.ts';
import { makeToken } from '../identity/tokens.ts';
import type { DisplayRow } from '../store/store.ts';
import { auditCommand, CommandError, type Commands, required } from './command.ts';
import { checkScope } from './registers.ts';

const rowOf = ({ id, name, scope, createdAt, revokedAt }: DisplayRow) => ({
  id,
  name,
  scope,
  createdAt: formatInstant(createdAt),
  ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
});

/** Tokens of walls and other displays; a token is shown once, when it is made. */
export const displayCommands: Commands = {
  create: {
    usage: '--name N --scope area:CODE',
    options: ['name', 'scope'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const name = required(input, 'name');
      const scope = await checkScope(store, required(input, 'scope'));
      const { id, token, hash } = makeToken('display');
      await store.addDisplay({ id, name, scope, hash, createdAt: context.now() });
      await auditCommand(context, { action: 'display.create', target: `${id} ${scope}` });
      return { output: { id, token } };
    },
  },
  list: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const { displays } = await (await context.store()).credentials();
      return { output: { items: displays.map(rowOf) } };
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
      if (!(await store.revokeDisplay(id, revokedAt)))
        throw new CommandError(`There is no display ${id} in force.`);
      await auditCommand(context, { action: 'display.revoke', target: id });
      return { output: { id, revokedAt: formatInstant(revokedAt) } };
    },
  },
};
