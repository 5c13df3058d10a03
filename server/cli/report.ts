import { writeFile } from 'node:fs/promises';
import type { Report } from '../../shared/report/report.ts';
import { createReportMaker } from '../report-maker.ts';
import { type ReportFormat, reportFormats } from '../reports/formats.ts';
import { answerOf, mostKept, reportOf, rowOf } from '../reports/keep.ts';
import { renderReport } from '../reports/render.ts';
import { type DraftQuery, requestOf } from '../reports/requests.ts';
import type { Store } from '../store/store.ts';
import {
  argument,
  auditCommand,
  CommandError,
  type CommandInput,
  type Commands,
  required,
} from './command.ts';
import { checkScope } from './registers.ts';

const kinds = ['day', 'week', 'month', 'span'] as const;

function kindOf(input: CommandInput): DraftQuery['kind'] {
  const text = required(input, 'kind');
  const kind = kinds.find((known) => known === text);
  if (kind) return kind;
  throw new CommandError(`--kind is one of ${kinds.join(', ')}.`);
}

function formatOf(file: string): ReportFormat {
  const format = reportFormats.find((known) => file.endsWith(`.${known}`));
  if (format) return format;
  throw new CommandError(`The file ends in one of ${reportFormats.map((known) => `.${known}`).join(', ')}.`);
}

/** What the days of the options ask for; wrong ones are told in one sentence. */
function askedOf(query: DraftQuery, demo: boolean) {
  try {
    return requestOf(query, demo);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

async function make(input: CommandInput, store: Store): Promise<Report> {
  const scope = await checkScope(store, required(input, 'scope'));
  const { day, from, to } = input.options;
  const query: DraftQuery = {
    scope,
    kind: kindOf(input),
    ...(day === undefined ? {} : { day }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const answer = await createReportMaker(store)(askedOf(query, process.env.DEMO === 'true'));
  if (answer.ok) return answer.value;
  throw new CommandError(answer.detail.en);
}

/** Reports: made and kept, listed, written to a file. */
export const reportCommands: Commands = {
  make: {
    usage: '--scope area:CODE --kind day|week|month --day DAY | --kind span --from DAY --to DAY',
    options: ['scope', 'kind', 'day', 'from', 'to'],
    positionals: 0,
    async run(input, context) {
      const store = await context.store();
      const row = rowOf(await make(input, store), { madeAt: context.now(), madeBy: 'cli' });
      await store.keepReport(row, mostKept);
      await auditCommand(context, { action: 'report.make', target: `${row.id} ${row.title}` });
      return { output: answerOf(row) };
    },
  },
  list: {
    usage: '[--scope area:CODE]',
    options: ['scope'],
    positionals: 0,
    async run({ options: { scope } }, context) {
      const store = await context.store();
      const rows = await store.keptReports(scope === undefined ? {} : { scope }, { limit: 1000 });
      return { output: { items: rows.map(answerOf) } };
    },
  },
  export: {
    usage: '--id ID FILE.pdf|FILE.xlsx|FILE.csv',
    options: ['id'],
    positionals: 1,
    async run(input, context) {
      const store = await context.store();
      const file = argument(input, 'FILE');
      const format = formatOf(file);
      const id = required(input, 'id');
      const kept = await store.keptReport(id);
      if (!kept) throw new CommandError(`There is no report ${id}.`);
      const bytes = await renderReport(reportOf(kept), format);
      await writeFile(file, bytes);
      await auditCommand(context, { action: 'report.export', target: id });
      return { output: { id, file, bytes: bytes.length } };
    },
  },
};
