import { roles } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { passwordFault, userName } from '../../shared/domain/user.ts';
import { bilingual } from '../../shared/wire/problem.ts';
import { hashPassword } from '../identity/passwords.ts';
import { makeToken } from '../identity/tokens.ts';
import type { ApiTokenRow, UserChange, UserRow } from '../store/store.ts';
import {
  auditCommand,
  type CommandContext,
  CommandError,
  type CommandInput,
  type CommandResult,
  type Commands,
  required,
} from './command.ts';

const rowOf = ({ name, displayName, role, mustChangePassword, subject, createdAt, disabledAt }: UserRow) => ({
  name,
  ...(displayName !== '' && { displayName }),
  role,
  mustChangePassword,
  ...(subject !== undefined && { subject }),
  createdAt: formatInstant(createdAt),
  ...(disabledAt !== undefined && { disabledAt: formatInstant(disabledAt) }),
});

function nameIn(input: CommandInput): string {
  const text = required(input, 'name');
  const name = userName(text);
  if (name !== undefined) return name;
  throw new CommandError(
    `"${text}" is no user name: it has 1 to 64 letters or digits, and . _ - @ after the first.`,
  );
}

function roleIn(input: CommandInput): UserRow['role'] {
  const text = required(input, 'role');
  const role = roles.find((known) => known === text);
  if (role) return role;
  throw new CommandError(`--role must be one of ${roles.join(', ')}, not "${text}".`);
}

/** Reads a password and hashes it; `--keep-password` leaves it to the user for good. */
async function passwordOf(
  name: string,
  { flags }: CommandInput,
  { readPassword }: CommandContext,
): Promise<Required<Pick<UserRow, 'passwordHash' | 'mustChangePassword'>>> {
  const password = await readPassword();
  const fault = passwordFault(password, name);
  if (fault) throw new CommandError(bilingual(fault.zh, fault.en));
  const mustChangePassword = !flags.has('keep-password');
  return { passwordHash: await hashPassword(password), mustChangePassword };
}

async function change(
  context: CommandContext,
  action: string,
  name: string,
  wanted: UserChange,
): Promise<CommandResult> {
  const store = await context.store();
  if (!(await store.changeUser(name, wanted))) throw new CommandError(`There is no user ${name}.`);
  await auditCommand(context, { action, target: `user:${name}` });
  const user = (await store.credentials()).users.find((row) => row.name === name);
  return { output: user && rowOf(user) };
}

/** Users; passwords come by standard input and are never shown. */
export const userCommands: Commands = {
  create: {
    usage:
      '--name N --role leader|operator|admin [--display-name TEXT] [--subject S] [--keep-password | --no-password]',
    options: ['name', 'role', 'display-name', 'subject'],
    flags: ['keep-password', 'no-password'],
    positionals: 0,
    async run(input, context) {
      const name = nameIn(input);
      const role = roleIn(input);
      const displayName = input.options['display-name']?.trim() ?? '';
      const subject = input.options.subject?.trim();
      if (input.flags.has('no-password') && !subject)
        throw new CommandError('--no-password is for those who sign in by --subject.');
      const password = input.flags.has('no-password')
        ? { mustChangePassword: false }
        : await passwordOf(name, input, context);
      const store = await context.store();
      const createdAt = context.now();
      const user = { name, role, displayName, ...password, ...(subject && { subject }), createdAt };
      if (!(await store.addUser(user)))
        throw new CommandError(`There is already a user ${name}, or one with that subject.`);
      await auditCommand(context, { action: 'user.create', target: `user:${name} ${role}` });
      return { output: rowOf(user) };
    },
  },
  list: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const { users } = await (await context.store()).credentials();
      return { output: { items: users.map(rowOf) } };
    },
  },
  password: {
    usage: '--name N [--keep-password]',
    options: ['name'],
    flags: ['keep-password'],
    positionals: 0,
    async run(input, context) {
      const name = nameIn(input);
      return change(context, 'user.password', name, await passwordOf(name, input, context));
    },
  },
  role: {
    usage: '--name N --role leader|operator|admin',
    options: ['name', 'role'],
    positionals: 0,
    run: (input, context) => change(context, 'user.role', nameIn(input), { role: roleIn(input) }),
  },
  disable: {
    usage: '--name N',
    options: ['name'],
    positionals: 0,
    run: (input, context) => change(context, 'user.disable', nameIn(input), { disabledAt: context.now() }),
  },
  enable: {
    usage: '--name N',
    options: ['name'],
    positionals: 0,
    run: (input, context) => change(context, 'user.enable', nameIn(input), { disabledAt: null }),
  },
};

const tokenRowOf = ({ id, user, label, createdAt, revokedAt }: ApiTokenRow) => ({
  id,
  user,
  label,
  createdAt: formatInstant(createdAt),
  ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
});

/** API tokens of users, with which other programs read; a token is shown once, when it is made. */
export const tokenCommands: Commands = {
  create: {
    usage: '--name N [--label TEXT]',
    options: ['name', 'label'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const name = nameIn(input);
      const user = (await store.credentials()).users.find((row) => row.name === name);
      if (!user || user.disabledAt !== undefined)
        throw new CommandError(`There is no user ${name} in force.`);
      const { id, token, hash } = makeToken('user');
      const label = input.options.label ?? '';
      await store.addToken({ id, user: name, label, hash, createdAt: context.now() });
      await auditCommand(context, { action: 'token.create', target: `${id} user:${name}` });
      return { output: { id, token } };
    },
  },
  list: {
    usage: '',
    options: [],
    positionals: 0,
    async run(_input, context) {
      const { tokens } = await (await context.store()).credentials();
      return { output: { items: tokens.map(tokenRowOf) } };
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
      if (!(await store.revokeToken(id, revokedAt)))
        throw new CommandError(`There is no token ${id} in force.`);
      await auditCommand(context, { action: 'token.revoke', target: id });
      return { output: { id, revokedAt: formatInstant(revokedAt) } };
    },
  },
};
