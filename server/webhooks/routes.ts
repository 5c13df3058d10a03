/** Notices to another system, for administrators: what waits, what was delivered, what was given up. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { NoticeRow, NoticeState } from '../store/store.ts';
import { noticeItem, noticeStates } from './notice-item.ts';

export interface WebhookRoutesOptions {
  /** Whether notices go anywhere. */
  configured: boolean;
  notices(filter: { state?: NoticeState }, limit: number): Promise<NoticeRow[]>;
  retry(id: string): Promise<boolean>;
}

const access = ['admin'] as const;
const Query = Type.Object({
  state: Type.Optional(Type.Enum([...noticeStates])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
});
const Item = Type.Object({
  id: Type.String(),
  state: Type.Enum([...noticeStates]),
  createdAt: Type.String(),
  attempts: Type.Integer(),
  nextAt: Type.Optional(Type.String()),
  deliveredAt: Type.Optional(Type.String()),
  lastError: Type.Optional(Type.String()),
  payload: Type.Unknown(),
});
const Answer = Type.Object({ configured: Type.Boolean(), items: Type.Array(Item) });
const Params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

const documented = (summary: string) => ({ summary, tags: ['administration'] });

export function addWebhookRoutes(app: FastifyInstance, options: WebhookRoutesOptions): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/v1/admin/webhooks',
    {
      config: { access },
      schema: {
        ...documented('外发通知 · Notices to another system, newest first'),
        querystring: Query,
        response: { 200: Answer, '4xx': ProblemAnswer },
      },
    },
    async ({ query: { state, limit = 100 } }) => {
      const rows = await options.notices(state === undefined ? {} : { state }, limit);
      return { configured: options.configured, items: rows.map(noticeItem) };
    },
  );
  app.post<{ Params: Static<typeof Params> }>(
    '/api/v1/admin/webhooks/:id/retry',
    {
      config: { access },
      schema: {
        ...documented('重发通知 · Try a notice again'),
        params: Params,
        response: { 200: Type.Object({ id: Type.String() }), '4xx': ProblemAnswer },
      },
    },
    async ({ params: { id } }) => {
      if (!(await options.retry(id)))
        throw new ProblemError('not-found', {
          zh: `没有未送达的通知 ${id}`,
          en: `there is no notice ${id} that is not delivered`,
        });
      return { id };
    },
  );
}
