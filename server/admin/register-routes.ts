/** Registers over HTTP, for administrators: read, as files, planned, and written. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { actorOf } from '../../shared/domain/reader.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import {
  RegisterChange,
  RegisterHead,
  RegisterPlan,
  RegisterProgress,
  RegisterTable,
  type RegisterTableName,
  RegisterWrite,
  registerTables,
} from '../../shared/wire/registers.ts';
import { documented } from './documented.ts';
import type { RegisterChanges } from './register-changes.ts';

export interface RegisterReading {
  head(code: string): Promise<RegisterHead | undefined>;
  table(code: string, table: RegisterTableName): Promise<RegisterTable | undefined>;
  tableFile(
    code: string,
    table: RegisterTableName,
    how: { format: 'csv' | 'xlsx'; empty: boolean },
  ): Promise<Uint8Array | undefined>;
  jsonFile(code: string, part: 'profile' | 'boundaries'): Promise<Uint8Array | undefined>;
}

export interface RegisterRoutesOptions {
  reading: RegisterReading;
  changes: RegisterChanges;
}

const access = ['admin'] as const;
/** Files of a county, a boundary file among them, in Base64. */
const bodyLimit = 12 * 1024 * 1024;

const CodeParams = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) });
type CodeParams = Static<typeof CodeParams>;
const TableParams = Type.Object({
  code: Type.String({ pattern: '^[0-9]{6}$' }),
  table: Type.Enum([...registerTables]),
});
type TableParams = Static<typeof TableParams>;
const TableFileQuery = Type.Object({
  format: Type.Enum(['csv', 'xlsx']),
  empty: Type.Optional(Type.Boolean({ default: false, description: '只要表头 · a template to fill in' })),
});
type TableFileQuery = Static<typeof TableFileQuery>;
const PartQuery = Type.Object({ part: Type.Enum(['profile', 'boundaries']) });
type PartQuery = Static<typeof PartQuery>;

const path = '/api/v1/admin/counties/:code/registers';

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
} as const;

function found<T>(value: T | undefined, code: string): T {
  if (value !== undefined) return value;
  throw new ProblemError('unknown-scope', {
    zh: `没有 ${code} 的登记册`,
    en: `there are no registers of ${code}`,
  });
}

const sendFile = (reply: FastifyReply, bytes: Uint8Array, name: string, type: keyof typeof mediaTypes) =>
  reply
    .header('content-type', mediaTypes[type])
    .header('content-disposition', `attachment; filename="${name}.${type}"`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

function addReading(app: FastifyInstance, { reading }: RegisterRoutesOptions): void {
  app.get<{ Params: CodeParams }>(
    path,
    {
      config: { access },
      schema: { ...documented('登记册 · Registers of a county', { 200: RegisterHead }), params: CodeParams },
    },
    async ({ params: { code } }, reply) => {
      reply.header('cache-control', 'no-store');
      return found(await reading.head(code), code);
    },
  );
  app.get<{ Params: TableParams }>(
    `${path}/tables/:table`,
    {
      config: { access },
      schema: {
        ...documented('登记册的一张表 · One of its tables', { 200: RegisterTable }),
        params: TableParams,
      },
    },
    async ({ params: { code, table } }, reply) => {
      reply.header('cache-control', 'no-store');
      return found(await reading.table(code, table), code);
    },
  );
}

function addFiles(app: FastifyInstance, { reading }: RegisterRoutesOptions): void {
  app.get<{ Params: TableParams; Querystring: TableFileQuery }>(
    `${path}/tables/:table/file`,
    {
      config: { access, action: 'registers.export' },
      schema: {
        ...documented('导出一张表，或下载空表 · A table as a file, or a template', {}),
        params: TableParams,
        querystring: TableFileQuery,
      },
    },
    async (request, reply) => {
      const { code, table } = request.params;
      const { format, empty = false } = request.query;
      const bytes = found(await reading.tableFile(code, table, { format, empty }), code);
      request.auditTarget = `${code} ${table}.${format}`;
      return sendFile(reply, bytes, `${table}-${code}`, format);
    },
  );
  app.get<{ Params: CodeParams; Querystring: PartQuery }>(
    `${path}/file`,
    {
      config: { access, action: 'registers.export' },
      schema: {
        ...documented('导出配置或边界 · The profile or the boundary file', {}),
        params: CodeParams,
        querystring: PartQuery,
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const { part } = request.query;
      const bytes = found(await reading.jsonFile(code, part), code);
      request.auditTarget = `${code} ${part}`;
      return part === 'profile'
        ? sendFile(reply, bytes, 'county', 'json')
        : sendFile(reply, bytes, 'boundaries', 'geojson');
    },
  );
}

function addChanging(app: FastifyInstance, { changes }: RegisterRoutesOptions): void {
  app.post<{ Params: CodeParams; Body: RegisterChange }>(
    `${path}/plan`,
    {
      bodyLimit,
      config: { access, action: 'registers.plan' },
      schema: {
        ...documented('核对一次修改，什么也不写 · What a change would do; nothing is written', {
          200: RegisterPlan,
        }),
        params: CodeParams,
        body: RegisterChange,
      },
    },
    async (request) => {
      const { code } = request.params;
      request.auditTarget = code;
      return changes.plan(code, request.body);
    },
  );
  app.put<{ Params: CodeParams; Body: RegisterWrite }>(
    path,
    {
      bodyLimit,
      config: { access, action: 'registers.change' },
      schema: {
        ...documented('写入核对过的修改 · Write a change as it was planned', { 202: RegisterProgress }),
        params: CodeParams,
        body: RegisterWrite,
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      if (!request.reader) throw new Error('the guard let nobody in');
      const { progress, begin } = await changes.accept(code, request.body, actorOf(request.reader));
      request.auditTarget = `${code} v${request.body.version} ${progress.summary ?? ''}`.trim();
      // Projecting anew holds up whatever writes, the note in the audit log of this request too: that goes first.
      reply.raw.once('close', begin);
      return reply.code(202).send(progress);
    },
  );
  app.get<{ Params: CodeParams }>(
    `${path}/progress`,
    {
      config: { access },
      schema: {
        ...documented('修改进行到哪里 · How far a change has come', { 200: RegisterProgress }),
        params: CodeParams,
      },
    },
    async ({ params: { code } }, reply) => {
      reply.header('cache-control', 'no-store');
      return changes.progressOf(code);
    },
  );
}

export function addRegisterRoutes(app: FastifyInstance, options: RegisterRoutesOptions): void {
  addReading(app, options);
  addFiles(app, options);
  addChanging(app, options);
}
