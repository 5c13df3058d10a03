import { parseArgs } from 'node:util';
import { type Environment, readConfig } from '../config.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { auditCommands } from './audit.ts';
import { backupCommands } from './backup.ts';
import {
  type Command,
  CommandError,
  type CommandInput,
  type CommandResult,
  type Commands,
} from './command.ts';
import { countyCommands } from './county.ts';
import { displayCommands } from './display.ts';
import { journalCommands } from './journal.ts';
import { keyCommands } from './key.ts';
import { personCommands } from './person.ts';
import { readPassword } from './read-password.ts';
import { reportCommands } from './report.ts';
import { storeCommands } from './store.ts';
import { tokenCommands, userCommands } from './user.ts';
import { webhookCommands } from './webhook.ts';

const nouns: Readonly<Record<string, Commands>> = {
  key: keyCommands,
  user: userCommands,
  token: tokenCommands,
  display: displayCommands,
  county: countyCommands,
  journal: journalCommands,
  backup: backupCommands,
  person: personCommands,
  audit: auditCommands,
  report: reportCommands,
  webhook: webhookCommands,
  store: storeCommands,
};

/** Runs one command against the database of the environment; closes it in any case. */
export async function runCommand(
  args: readonly string[],
  environment: Environment,
  askPassword = readPassword,
): Promise<CommandResult> {
  const [noun = '', verb = '', ...rest] = args;
  const command = commandOf(noun, verb);
  const input = inputOf(command, rest);
  const { databaseUrl, backupDir } = readConfig(environment);
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => {
    opened ??= openStore(databaseUrl);
    return opened;
  };
  try {
    const context = { databaseUrl, now: Date.now, store, readPassword: askPassword };
    return await command.run(input, { ...context, ...(backupDir !== undefined && { backupDir }) });
  } finally {
    await opened?.then(
      (open) => open.close(),
      () => {},
    );
  }
}

function commandOf(noun: string, verb: string): Command {
  const command = Object.hasOwn(nouns, noun) && Object.hasOwn(nouns[noun] ?? {}, verb) && nouns[noun]?.[verb];
  if (command) return command;
  throw new CommandError(
    `${noun ? `There is no command "${`${noun} ${verb}`.trim()}".` : ''}\n${help()}`.trim(),
  );
}

/** Every command with its options, one line each. */
export function help(): string {
  const lines = Object.entries(nouns).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, { usage }]) => `  ${noun} ${verb} ${usage}`.trimEnd()),
  );
  return ['Commands:', ...lines].join('\n');
}

function inputOf(command: Command, args: readonly string[]): CommandInput {
  const { flags = [] } = command;
  const options = Object.fromEntries([
    ...command.options.map((name) => [name, { type: 'string' as const }] as const),
    ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > command.positionals)
      throw new CommandError(`The argument "${positionals[command.positionals]}" is one too many.`);
    const given = Object.entries(values);
    return {
      options: Object.fromEntries(
        given.filter(([, value]) => typeof value === 'string'),
      ) as CommandInput['options'],
      flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
      positionals,
    };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
