/** What a command of the administration is: `<noun> <verb> [arguments] [--options]`, answered with one JSON object. */
import { type AuditEntry, done, type Store } from '../store/store.ts';

export interface CommandContext {
  databaseUrl: string;
  /** Where backups of an embedded database are kept. */
  backupDir?: string;
  /** The clock in ms. */
  now: () => number;
  /** Opens the store once; whoever runs the command closes it. */
  store: () => Promise<Store>;
  /** Asks for a password, which never stands among the options: those are seen by everybody on the machine. */
  readPassword: () => Promise<string>;
}

/** Values of `--options` that were given, and the arguments that have no name, in order. */
export interface CommandInput {
  options: Readonly<Record<string, string | undefined>>;
  /** Those of {@link Command.flags} that were given. */
  flags: ReadonlySet<string>;
  positionals: readonly string[];
}

export interface CommandResult {
  /** Printed on standard output. */
  output: unknown;
  /** Why what was asked is not done, one line each; the exit status is then 1. */
  failures?: readonly string[];
}

export interface Command {
  /** Options and arguments, as help shows them. */
  usage: string;
  options: readonly string[];
  /** Options that take no value. */
  flags?: readonly string[];
  positionals: number;
  run: (input: CommandInput, context: CommandContext) => Promise<CommandResult>;
}

export type Commands = Readonly<Record<string, Command>>;

/** A command that cannot be understood or carried out; the message is one sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** @throws CommandError where the option was not given or is empty. */
export function required(input: CommandInput, option: string): string {
  const value = input.options[option]?.trim();
  if (value) return value;
  throw new CommandError(`The option --${option} is needed.`);
}

/** @throws CommandError where the argument was not given. */
export function argument(input: CommandInput, name: string): string {
  const [value] = input.positionals;
  if (value) return value;
  throw new CommandError(`The argument ${name} is needed.`);
}

/** Notes in the audit log that a command was carried out. */
export async function auditCommand(
  context: CommandContext,
  entry: Pick<AuditEntry, 'action' | 'target'>,
): Promise<void> {
  const store = await context.store();
  await store.audit([{ at: context.now(), actor: 'cli', ...entry, result: done }]);
}
