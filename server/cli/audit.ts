import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type AuditQuestion, auditFilter, auditItem, auditTable } from '../admin/audit-filter.ts';
import { parseHead } from '../admin/audit-routes.ts';
import { verifyAudit } from '../identity/audit-verification.ts';
import type { AuditFilter, Store } from '../store/store.ts';
import { argument, CommandError, type CommandInput, type Commands } from './command.ts';

const filters = ['from', 'to', 'actor', 'action', 'result', 'search'];
const filterUsage =
  '[--from DAY] [--to DAY] [--actor A] [--action PREFIX] [--result done|refused] [--search TEXT]';
const defaultLimit = 100;

/** Days are meant in the zone of the first county. */
async function zoneOf(store: Store): Promise<string> {
  const county = await store.read(async (view) => {
    const [first] = await view.countyVersions();
    return first && view.county(first.code);
  });
  return county?.profile.timezone ?? 'Asia/Shanghai';
}

function filterOf({ options }: CommandInput, zone: string): AuditFilter {
  const { from, to, actor, action, result, search } = options;
  if (result !== undefined && result !== 'done' && result !== 'refused')
    throw new CommandError('The option --result is done or refused.');
  const question: AuditQuestion = { from, to, actor, action, result, search };
  return auditFilter(question, zone);
}

function limitOf({ options: { limit = String(defaultLimit) } }: CommandInput): number {
  if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
  throw new CommandError('The option --limit is a whole number from 1 on.');
}

/** The audit log: nobody changes it, so these commands write nothing into it. */
export const auditCommands: Commands = {
  list: {
    usage: `${filterUsage} [--limit N]`,
    options: [...filters, 'limit'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const filter = filterOf(input, await zoneOf(store));
      const rows = await store.auditPage(filter, { limit: limitOf(input) });
      return { output: { items: rows.map(auditItem) } };
    },
  },
  export: {
    usage: `FILE ${filterUsage}`,
    options: filters,
    positionals: 1,
    async run(input, context) {
      const path = resolve(argument(input, 'FILE'));
      if (existsSync(path)) throw new CommandError(`There is already a file ${path}.`);
      const store = await context.store();
      const zone = await zoneOf(store);
      const filter = filterOf(input, zone);
      const file = await open(path, 'wx', 0o600);
      try {
        for await (const lines of auditTable((asked, page) => store.auditPage(asked, page), filter, zone))
          await file.write(lines);
      } finally {
        await file.close();
      }
      return { output: { file: path } };
    },
  },
  verify: {
    usage: '[--head N:HASH]',
    options: ['head'],
    positionals: 0,
    async run({ options: { head } }, context) {
      const noted = head === undefined ? undefined : parseHead(head);
      if (head !== undefined && !noted)
        throw new CommandError('The option --head is N:HASH, as it was told.');
      const { head: newest, ...rest } = await verifyAudit(await context.store(), noted);
      const { broken } = rest;
      const failures = broken
        ? [`The audit log is not as it was written: row ${broken.n} is ${saidOf[broken.fault]}.`]
        : [];
      return { output: { ...rest, ...(newest && { head: `${newest.n}:${newest.hash}` }) }, failures };
    },
  },
};

const saidOf = { missing: 'missing', changed: 'changed', 'cut-off': 'cut off, with all after it' };
