/** Data quality over HTTP. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { actorOf, sightOf } from '../../shared/domain/reader.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { type QualityCommands, type QualityKind, qualityKinds } from '../../shared/wire/quality.ts';
import { type AnyQualityCommand, decideQuality } from './decide-quality.ts';
import { standingEvents } from './history.ts';
import { countyOf, type DeskRoutesOptions, mayCommand, readerOf } from './routes.ts';
import * as schemas from './schemas.ts';

const QualityQuery = Type.Object({
  county: Type.String(),
  kind: Type.Optional(Type.Enum([...qualityKinds])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: schemas.defaultLimit })),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,7}$' })),
});

const thing = Type.String({ minLength: 1, maxLength: 200 });
const rule = Type.String({ minLength: 1, maxLength: 64 });
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const envelope = { commandId: schemas.commandId, seen: Type.Integer({ minimum: 0 }) };
const bodies = {
  confirm: Type.Object({ thing, rule, note: Type.Optional(text(2000)), ...envelope }),
  revoke: Type.Object({ thing, rule, reason: text(500), ...envelope }),
  undo: Type.Object({ thing, seq: Type.Integer({ minimum: 1 }), ...envelope }),
} as const;

const summaries: Record<keyof QualityCommands, string> = {
  confirm: '核实无误 · Confirm that something doubtful is right',
  revoke: '撤销 · Take what is wrong out of every figure',
  undo: '撤回 · Take back one’s own command',
};

type Body = AnyQualityCommand['body'] & { commandId: string; seen: number };

function addCommands(app: FastifyInstance, { dispatch, register }: DeskRoutesOptions): void {
  for (const command of Object.keys(bodies) as (keyof typeof bodies)[])
    app.post<{ Params: { county: string }; Body: Body }>(
      `/api/v1/desk/quality/:county/${command}`,
      {
        config: { access: ['operator'] },
        schema: {
          ...schemas.documented(summaries[command], schemas.CommandAnswer),
          params: schemas.CountyParams,
          body: bodies[command],
        },
      },
      async (request) => {
        const { commandId, seen, ...body } = request.body;
        const actor = actorOf(readerOf(request));
        const county = countyOf(request.params.county, register);
        // The schema of the route has told that the body is the command's.
        const said = { command, body } as AnyQualityCommand;
        const commanding = { county, thing: body.thing, actor, commandId, seen, content: said };
        return dispatch.carryOut(commanding, (rows, own) => {
          const events = standingEvents(rows);
          if (events.length === 0)
            throw new ProblemError('not-found', {
              zh: `没有 ${body.thing}`,
              en: `there is no ${body.thing}`,
            });
          return decideQuality(events, said, { actor, register: own });
        });
      },
    );
}

/** Adds the desk's routes for the quality of data. */
export function addQualityRoutes(app: FastifyInstance, options: DeskRoutesOptions): void {
  const { queries, register, personOf } = options;
  app.get<{ Querystring: Static<typeof QualityQuery> }>(
    '/api/v1/desk/quality',
    {
      config: { access: ['operator', 'leader'] },
      schema: {
        ...schemas.documented('数据质量 · What somebody should look at', Type.Any()),
        querystring: QualityQuery,
      },
    },
    async (request) => {
      const { county, kind = qualityKinds[0], limit = schemas.defaultLimit, cursor = '0' } = request.query;
      const reader = readerOf(request);
      const answer = await queries.deskQuality({
        county: countyOf(county, register),
        kind: kind as QualityKind,
        sight: sightOf(reader),
        actor: mayCommand(reader) ? actorOf(reader) : '',
        limit,
        offset: Number(cursor),
      });
      const items = answer.items.map((item) => ({
        ...item,
        commands: mayCommand(reader) ? item.commands : [],
        ...given('confirmed', item.confirmed && { ...item.confirmed, actor: personOf(item.confirmed.actor) }),
      }));
      return { ...answer, items };
    },
  );
  addCommands(app, options);
}
