/** The audit log, for administrators. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { given } from '../../shared/measures/contribution-context.ts';
import { AuditAnswer, AuditVerificationAnswer } from '../../shared/wire/admin.ts';
import type { AuditFilter, AuditHead, AuditRow } from '../store/store.ts';
import { auditFilter, auditItem, auditTable } from './audit-filter.ts';
import { documented } from './documented.ts';

export interface AuditSource {
  auditPage(filter: AuditFilter, page: { limit: number; before?: number }): Promise<AuditRow[]>;
  verifyAudit(noted?: AuditHead): Promise<{
    ok: boolean;
    rows: number;
    head?: AuditHead;
    broken?: { n: number; fault: 'missing' | 'changed' | 'cut-off' };
  }>;
}

export interface AuditRoutesOptions {
  audit: AuditSource;
  /** The zone in which days are meant. */
  timezone: () => string;
}

const Filter = {
  from: Type.Optional(
    Type.String({ maxLength: 64, description: '2026-11-22，或时刻 · a day, or an instant' }),
  ),
  to: Type.Optional(Type.String({ maxLength: 64, description: '含这一天 · with this day' })),
  actor: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'user:… · cli' })),
  action: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: '动作的开头 · its beginning' }),
  ),
  result: Type.Optional(Type.Enum(['done', 'refused'])),
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};
const AuditQuery = Type.Object({
  ...Filter,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$' })),
});
type AuditQuery = Static<typeof AuditQuery>;
const FilterQuery = Type.Object(Filter);
type FilterQuery = Static<typeof FilterQuery>;
const HeadQuery = Type.Object({
  head: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,14}:[0-9a-f]{64}$',
      description: '另处留存的“序号:校验值” · a head that was noted elsewhere',
    }),
  ),
});

/** `n:hash`, as the server tells it. */
export function parseHead(text: string): AuditHead | undefined {
  const [, n, hash] = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return n === undefined || hash === undefined ? undefined : { n: Number(n), hash };
}

function addList(app: FastifyInstance, { audit, timezone }: AuditRoutesOptions): void {
  app.get<{ Querystring: AuditQuery }>(
    '/api/v1/audit',
    {
      config: { access: ['admin'] },
      schema: {
        ...documented('审计日志 · The audit log, newest first', { 200: AuditAnswer }),
        querystring: AuditQuery,
      },
    },
    async ({ query: { limit = 100, cursor, ...question } }): Promise<AuditAnswer> => {
      const page = {
        limit: limit + 1,
        ...given('before', cursor === undefined ? undefined : Number(cursor)),
      };
      const rows = await audit.auditPage(auditFilter(question, timezone()), page);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map(auditItem),
        cursor: rows.length > limit && last ? String(last.n) : null,
      };
    },
  );
}

function addExport(app: FastifyInstance, { audit, timezone }: AuditRoutesOptions): void {
  app.get<{ Querystring: FilterQuery }>(
    '/api/v1/audit.csv',
    {
      config: { access: ['admin'], action: 'audit.export' },
      schema: {
        ...documented('导出审计日志 · The audit log as a table', {}),
        querystring: FilterQuery,
        produces: ['text/csv'],
      },
    },
    async ({ query }, reply) => {
      const filter = auditFilter(query, timezone());
      const table = auditTable((asked, page) => audit.auditPage(asked, page), filter, timezone());
      return reply
        .header('content-disposition', `attachment; filename="audit.csv"`)
        .type('text/csv; charset=utf-8')
        .send(Readable.from(table));
    },
  );
}

function addVerification(app: FastifyInstance, { audit }: AuditRoutesOptions): void {
  app.get<{ Querystring: Static<typeof HeadQuery> }>(
    '/api/v1/audit/verification',
    {
      config: { access: ['admin'], action: 'audit.verify' },
      schema: {
        ...documented('核验审计日志 · Whether the audit log is as it was written', {
          200: AuditVerificationAnswer,
        }),
        querystring: HeadQuery,
      },
    },
    async ({ query }): Promise<AuditVerificationAnswer> => {
      const noted = query.head === undefined ? undefined : parseHead(query.head);
      const { head, ...rest } = await audit.verifyAudit(noted);
      return { ...rest, ...given('head', head && `${head.n}:${head.hash}`) };
    },
  );
}

export function addAuditRoutes(app: FastifyInstance, options: AuditRoutesOptions): void {
  addList(app, options);
  addExport(app, options);
  addVerification(app, options);
}
