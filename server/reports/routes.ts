/** Reports over HTTP: as they would be now, and those that are kept. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import { fileStem } from '../../shared/report/head-text.ts';
import type { Report } from '../../shared/report/report.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { KeptReportWhole } from '../../shared/wire/reports.ts';
import type { KeptReport, ReportStore } from '../store/store.ts';
import { mediaTypes, type ReportFormat } from './formats.ts';
import { answerOf, mostKept, reportOf, rowOf } from './keep.ts';
import type { ReportCalls } from './report-calls.ts';
import * as requests from './requests.ts';

export interface ReportRoutesOptions {
  reports: ReportCalls;
  store: ReportStore;
  demo: boolean;
  clock: () => number;
}

const access = ['leader', 'operator', 'admin'] as const;

const documented = (summary: string, answer: TSchema = Type.Any()) => ({
  tags: ['reports'],
  summary,
  security: [{ reader: [] }],
  response: { 200: answer },
});

function readerOf({ reader }: FastifyRequest): Reader {
  if (!reader) throw new Error('the guard let nobody in');
  return reader;
}

async function sendFile(
  reply: FastifyReply,
  { reports }: ReportRoutesOptions,
  report: Report,
  format: ReportFormat,
): Promise<FastifyReply> {
  const bytes = await reports.file(report, format);
  return reply
    .header('content-type', mediaTypes[format])
    .header('content-disposition', requests.attachment(fileStem(report.head), report.head.span, format))
    .header('cache-control', 'no-store')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function addDrafts(app: FastifyInstance, options: ReportRoutesOptions): void {
  const { reports, demo } = options;
  app.get<{ Querystring: requests.DraftQuery }>(
    '/api/v1/reports/draft',
    {
      config: { access },
      schema: { ...documented('报表 · A report as of now'), querystring: requests.DraftQuery },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return reports.make(requests.requestOf(request.query, demo));
    },
  );
  app.get<{ Querystring: requests.DraftFileQuery }>(
    '/api/v1/reports/draft/file',
    {
      config: { access, action: 'report.export' },
      schema: { ...documented('报表文件 · Its file'), querystring: requests.DraftFileQuery },
    },
    async (request, reply) => {
      const report = await reports.make(requests.requestOf(request.query, demo));
      const { scope, span } = report.head;
      request.auditTarget = `${scope} ${span.from}/${span.to}`;
      return sendFile(reply, options, report, request.query.format);
    },
  );
}

async function keptOf({ store }: ReportRoutesOptions, id: string): Promise<KeptReport> {
  const kept = await store.keptReport(id);
  if (kept) return kept;
  throw new ProblemError('not-found', { zh: '没有这份报表', en: 'there is no such report' });
}

function addKept(app: FastifyInstance, options: ReportRoutesOptions): void {
  const { store } = options;
  app.get<{ Querystring: requests.ListQuery }>(
    '/api/v1/reports',
    {
      config: { access },
      schema: { ...documented('已存报表 · Kept reports, newest first'), querystring: requests.ListQuery },
    },
    async (request, reply) => {
      const { scope, limit = 50, cursor } = request.query;
      const [madeAt, id] = cursor?.split('-') ?? [];
      const before = madeAt !== undefined && id !== undefined ? { madeAt: Number(madeAt), id } : undefined;
      const filter = scope === undefined ? {} : { scope };
      const rows = await store.keptReports(filter, { limit, ...(before ? { before } : {}) });
      const last = rows.length < limit ? undefined : rows.at(-1);
      reply.header('cache-control', 'no-store');
      return { items: rows.map(answerOf), cursor: last ? `${last.madeAt}-${last.id}` : null };
    },
  );
  app.get<{ Params: { id: string } }>(
    '/api/v1/reports/:id',
    {
      config: { access },
      schema: { ...documented('一份报表 · One kept report'), params: requests.IdParams },
    },
    async (request, reply): Promise<KeptReportWhole> => {
      const kept = await keptOf(options, request.params.id);
      reply.header('cache-control', 'no-store');
      return { ...answerOf(kept), report: reportOf(kept) };
    },
  );
  app.get<{ Params: { id: string }; Querystring: requests.FileQuery }>(
    '/api/v1/reports/:id/file',
    {
      config: { access, action: 'report.export' },
      schema: {
        ...documented('一份报表的文件 · Its file'),
        params: requests.IdParams,
        querystring: requests.FileQuery,
      },
    },
    async (request, reply) => {
      const report = reportOf(await keptOf(options, request.params.id));
      request.auditTarget = request.params.id;
      return sendFile(reply, options, report, request.query.format);
    },
  );
}

function addKeeping(app: FastifyInstance, options: ReportRoutesOptions): void {
  const { reports, store, demo, clock } = options;
  app.post<{ Body: requests.DraftQuery }>(
    '/api/v1/reports',
    {
      config: { access, action: 'report.make' },
      schema: { ...documented('生成并保存 · Make a report and keep it'), body: requests.DraftQuery },
    },
    async (request) => {
      const report = await reports.make(requests.requestOf(request.body, demo));
      const actor = actorOf(readerOf(request));
      const row = rowOf(report, { madeAt: clock(), madeBy: actor });
      await store.keepReport(row, mostKept);
      request.auditTarget = `${row.id} ${row.title}`;
      return answerOf(row);
    },
  );
}

/** Adds reports, for whoever has signed in; they hold sums and titles as on boards, no personal data. */
export function addReportRoutes(app: FastifyInstance, options: ReportRoutesOptions): void {
  app.register(async (own) => {
    own.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
    addDrafts(own, options);
    addKept(own, options);
    addKeeping(own, options);
  });
}
