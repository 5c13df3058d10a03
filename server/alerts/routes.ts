/** Alerts at the desk over HTTP (contract §7). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Register } from '../../shared/county/register.ts';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import type { AlertCommand } from '../../shared/wire/desk.ts';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AlertQueries } from './alert-queries.ts';
import type { AlertDesk, AnyAlertCommand } from './commands.ts';

export interface AlertRoutesOptions {
  queries: Pick<AlertQueries, 'deskAlerts'>;
  desk: AlertDesk;
  register: (county: string) => Register | undefined;
}

const written = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

const bodies: Record<AlertCommand, Record<string, TSchema>> = {
  acknowledge: {},
  assign: { to: written(100) },
  comment: { text: written(2000) },
  snooze: { until: Type.String({ maxLength: 64, description: 'RFC 3339' }) },
};

const summaries: Record<AlertCommand, string> = {
  acknowledge: '签收预警 · Acknowledge an alert',
  assign: '交办预警 · Give an alert to somebody',
  comment: '批注预警 · Comment on an alert',
  snooze: '暂缓预警 · Let an alert rest until an instant',
};

const Answer = Type.Object({ seqs: Type.Array(Type.Integer()), seen: Type.Integer() });
const Params = Type.Object({
  county: Type.String(),
  alertId: Type.String({ minLength: 1, maxLength: 200 }),
});
const documented = (summary: string, answer: TSchema) => ({
  summary,
  tags: ['desk'],
  response: { 200: answer, '4xx': ProblemAnswer },
});

function readerOf({ reader }: FastifyRequest): Reader {
  if (!reader) throw new Error('the guard let nobody in');
  return reader;
}

function countyOf(code: string, register: AlertRoutesOptions['register']): string {
  if (!register(code))
    throw new ProblemError('unknown-scope', { zh: `没有县 ${code}`, en: `there is no county ${code}` });
  return code;
}

interface Commanded {
  commandId: string;
  seen: number;
}

function addRoutes(app: FastifyInstance, { queries, desk, register }: AlertRoutesOptions): void {
  app.get<{ Querystring: { county: string } }>(
    '/api/v1/desk/alerts',
    {
      config: { access: ['operator', 'leader'] },
      schema: {
        ...documented('待处置与近7天已消除的预警 · Open alerts, and those closed lately', Type.Any()),
        querystring: Type.Object({ county: Type.String() }),
      },
    },
    async (request) => {
      const reader = readerOf(request);
      const withText = reader.kind === 'user' && reader.role === 'operator' && reader.by === 'session';
      return queries.deskAlerts({ county: countyOf(request.query.county, register), withText });
    },
  );
  for (const command of Object.keys(bodies) as AlertCommand[])
    app.post<{ Params: { county: string; alertId: string }; Body: Commanded & AnyAlertCommand['body'] }>(
      `/api/v1/desk/alerts/:county/:alertId/${command}`,
      {
        config: { access: ['operator'] },
        schema: {
          ...documented(summaries[command], Answer),
          params: Params,
          body: Type.Object(
            {
              ...bodies[command],
              commandId: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
              seen: Type.Integer({ minimum: 0, description: '所见的最新序号 · newest seq that was seen' }),
            },
            { additionalProperties: false },
          ),
        },
      },
      async (request) => {
        const { county, alertId } = request.params;
        const { commandId, seen, ...body } = request.body;
        const actor = actorOf(readerOf(request));
        const who = { county: countyOf(county, register), alertId, actor, commandId, seen };
        // The schema of the route has told that the body is the command's.
        return desk.command(who, { command, body } as AnyAlertCommand);
      },
    );
}

/** Adds the desk's routes for alerts. */
export function addAlertRoutes(app: FastifyInstance, options: AlertRoutesOptions): void {
  app.register(async (alerts) => {
    alerts.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
    alerts.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    addRoutes(alerts, options);
  });
}
