/** Backups over HTTP, for administrators: made, listed, taken away, downloaded, put in place; and the restart it needs. */
import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { actorOf } from '../../shared/domain/reader.ts';
import {
  BackupBegun,
  BackupsAnswer,
  NewBackup,
  RestartAnswer,
  RestartRequest,
  RestoreRequest,
} from '../../shared/wire/backups.ts';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { Backups } from './backups.ts';

export interface BackupRoutesOptions {
  /** Undefined where a database server keeps the data, and its own tools copy it. */
  backups: Backups | undefined;
  /** Whether somebody starts the process again when it ends. */
  restart: BackupsAnswer['restart'];
  /** Ends the process in good order; undefined where it is not ours to end. */
  stop: (() => void) | undefined;
}

const access = ['admin'] as const;
const NameParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) });
type NameParams = Static<typeof NameParams>;
const Nothing = Type.Object({});

const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };
const documented = (summary: string, answers: Record<number, TSchema>) => ({
  tags: ['administration'],
  summary,
  security: [{ session: [] }],
  response: {
    ...answers,
    401: problem,
    403: problem,
    404: problem,
    409: problem,
    422: problem,
    501: problem,
  },
});

function by({ reader }: FastifyRequest): string {
  if (!reader) throw new Error('the guard let nobody in');
  return actorOf(reader);
}

function supported(backups: Backups | undefined): Backups {
  if (backups) return backups;
  throw new ProblemError('not-supported', {
    zh: '数据在 PostgreSQL 中：请用 pg_dump 备份，用 pg_restore 恢复',
    en: 'the data is in PostgreSQL: back it up by pg_dump, restore it by pg_restore',
  });
}

function addMaking(app: FastifyInstance, { backups, restart }: BackupRoutesOptions): void {
  app.get(
    '/api/v1/admin/backups',
    { config: { access }, schema: documented('备份 · Backups', { 200: BackupsAnswer }) },
    async (_request, reply): Promise<BackupsAnswer> => {
      reply.header('cache-control', 'no-store');
      return { ...(await supported(backups).answer()), restart };
    },
  );
  app.post<{ Body: NewBackup }>(
    '/api/v1/admin/backups',
    {
      config: { access, action: 'backup.create' },
      schema: { ...documented('开始备份 · Begin a backup', { 202: BackupBegun }), body: NewBackup },
    },
    async (request, reply) => {
      const name = await supported(backups).begin(by(request), request.body);
      request.auditTarget = name;
      return reply.code(202).send({ name });
    },
  );
  app.delete<{ Params: NameParams }>(
    '/api/v1/admin/backups/:name',
    {
      config: { access, action: 'backup.delete' },
      schema: { ...documented('删除备份 · Delete a backup', { 200: Nothing }), params: NameParams },
    },
    async (request) => {
      const { name } = request.params;
      request.auditTarget = name;
      await supported(backups).remove(name);
      return {};
    },
  );
  app.get<{ Params: NameParams }>(
    '/api/v1/admin/backups/:name/file',
    {
      config: { access, action: 'backup.download' },
      schema: { ...documented('下载备份 · Download a backup', {}), params: NameParams },
    },
    async (request, reply) => {
      request.auditTarget = request.params.name;
      const { name, path, bytes } = await supported(backups).file(request.params.name);
      return reply
        .header('content-type', 'application/vnd.sqlite3')
        .header('content-length', bytes)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(createReadStream(path));
    },
  );
}

function addRestoring(app: FastifyInstance, { backups }: BackupRoutesOptions): void {
  app.post<{ Params: NameParams; Body: RestoreRequest }>(
    '/api/v1/admin/backups/:name/restore',
    {
      config: { access, action: 'backup.restore' },
      schema: {
        ...documented('检查备份，下次启动时恢复 · Verify a backup, and restore it at the next start', {
          202: Nothing,
        }),
        params: NameParams,
        body: RestoreRequest,
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      request.auditTarget = name;
      await supported(backups).restore(name, request.body, by(request));
      return reply.code(202).send({});
    },
  );
  app.delete(
    '/api/v1/admin/restore',
    {
      config: { access, action: 'backup.unstage' },
      schema: documented('取消恢复 · Take back what is to be restored', { 200: Nothing }),
    },
    async () => {
      await supported(backups).unstage();
      return {};
    },
  );
}

const toSay = {
  supervised: {
    zh: '服务器正在重新启动，页面稍后自动恢复',
    en: 'the server is starting again; pages come back by themselves',
  },
  'by-hand': {
    zh: '服务器停止后不会自己启动：请在服务器上再运行 npm start（或原来的启动命令）',
    en: 'nobody starts the server again by itself: run npm start on the machine, or whatever started it',
  },
} as const;

function addRestart(app: FastifyInstance, { restart, stop }: BackupRoutesOptions): void {
  app.post<{ Body: RestartRequest }>(
    '/api/v1/admin/restart',
    {
      config: { access, action: 'server.restart' },
      schema: {
        ...documented('重新启动 · Restart the server', { 202: RestartAnswer }),
        body: RestartRequest,
      },
    },
    async (request, reply) => {
      const say = toSay[restart];
      if (!stop || (restart === 'by-hand' && request.body.byHand !== true))
        throw new ProblemError('invalid-state', toSay['by-hand']);
      request.auditTarget = restart;
      reply.raw.once('close', stop);
      return reply.code(202).send({ restart, say });
    },
  );
}

export function addBackupRoutes(app: FastifyInstance, options: BackupRoutesOptions): void {
  addMaking(app, options);
  addRestoring(app, options);
  addRestart(app, options);
}
