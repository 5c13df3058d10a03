/** The desk over HTTP: what operators command, and what they and leaders read of it (contract §7). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Register } from '../../shared/county/register.ts';
import { actorOf, type Reader, sightOf } from '../../shared/domain/reader.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { OrderCommand, OrderEvent } from '../../shared/wire/desk.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AnyOrderCommand } from './decide.ts';
import type { DeskQueries } from './desk-queries.ts';
import { type Dispatch, noOrder } from './dispatch.ts';
import { placeInQueue } from './queue.ts';
import * as schemas from './schemas.ts';

export interface DeskRoutesOptions {
  queries: DeskQueries;
  dispatch: Dispatch;
  register: (county: string) => Register | undefined;
  /** How screens call a user, by the name that he signs in with. */
  personOf: (name: string) => string;
}

const operators = ['operator'] as const;
const readers = ['operator', 'leader'] as const;

interface Commanded {
  commandId: string;
  seen: number;
}

export function readerOf({ reader }: FastifyRequest): Reader {
  if (!reader) throw new Error('the guard let nobody in');
  return reader;
}

/** A session of an operator commands; his tokens only read. */
export const mayCommand = (reader: Reader): boolean =>
  reader.kind === 'user' && reader.role === 'operator' && reader.by === 'session';

export function countyOf(code: string, register: DeskRoutesOptions['register']): string {
  if (!register(code))
    throw new ProblemError('unknown-scope', { zh: `没有县 ${code}`, en: `there is no county ${code}` });
  return code;
}

/** An event with its operators as screens call them. */
function withPersons(line: OrderEvent, personOf: DeskRoutesOptions['personOf']): OrderEvent {
  const { actor, retracted } = line;
  return {
    ...line,
    ...given('actor', actor === undefined ? undefined : personOf(actor)),
    ...given(
      'retracted',
      retracted && {
        ...retracted,
        ...given('actor', retracted.actor === undefined ? undefined : personOf(retracted.actor)),
      },
    ),
  };
}

function addReading(app: FastifyInstance, { queries, register, personOf }: DeskRoutesOptions): void {
  app.get<{ Querystring: schemas.QueueQuery }>(
    '/api/v1/desk/queue',
    {
      config: { access: readers },
      schema: {
        ...schemas.documented('待办点单 · Open orders by the time that is left', Type.Any()),
        querystring: schemas.QueueQuery,
      },
    },
    async (request) => {
      const { cursor, limit = schemas.defaultLimit, county, ...filter } = request.query;
      const after = cursor === undefined ? undefined : placeInQueue(cursor);
      if (cursor !== undefined && !after)
        throw new ProblemError('invalid-request', {
          zh: 'cursor 无效，请从第一页开始',
          en: 'the cursor is not one of this list',
        });
      return queries.deskQueue({
        ...filter,
        county: countyOf(county, register),
        limit,
        sight: sightOf(readerOf(request)),
        ...given('after', after),
      });
    },
  );
  app.get<{ Params: { county: string; id: string } }>(
    '/api/v1/desk/orders/:county/:id',
    {
      config: { access: readers },
      schema: {
        ...schemas.documented('一件点单 · One order with its history', Type.Any()),
        params: schemas.OrderParams,
      },
    },
    async (request) => {
      const { county, id } = request.params;
      const reader = readerOf(request);
      const order = await queries.deskOrder({
        county: countyOf(county, register),
        id,
        sight: sightOf(reader),
        actor: actorOf(reader),
        commands: mayCommand(reader),
      });
      if (!order) throw noOrder(id);
      return { ...order, history: order.history.map((line) => withPersons(line, personOf)) };
    },
  );
  app.get<{ Params: { county: string; id: string } }>(
    '/api/v1/desk/orders/:county/:id/suggestions',
    {
      config: { access: readers },
      schema: {
        ...schemas.documented('推荐队伍 · Teams that suit an order, with reasons', Type.Any()),
        params: schemas.OrderParams,
      },
    },
    async (request) => {
      const { county, id } = request.params;
      const suggestions = await queries.deskSuggestions({ county: countyOf(county, register), id });
      if (!suggestions) throw noOrder(id);
      return suggestions;
    },
  );
}

const summaries: Record<OrderCommand, string> = {
  offer: '派单 · Offer an order to a team, which may refuse it',
  withdraw: '收回 · Take an order back from its team',
  cancel: '撤单 · Cancel an order',
  'call-back': '回访 · Note a call after a low rating',
  note: '备注 · Note on an order',
  merge: '并单 · Merge a repetition into the order that is worked on',
  undo: '撤销 · Take back one’s own command',
  accept: '代接单 · A team accepted by telephone',
  decline: '代退单 · A team declined by telephone',
  complete: '代办结 · A team completed by telephone',
  rate: '代评单 · A resident rated by telephone',
};

function addCommands(app: FastifyInstance, { dispatch, register }: DeskRoutesOptions): void {
  for (const command of Object.keys(schemas.commandBodies) as OrderCommand[])
    app.post<{ Params: { county: string; id: string }; Body: Commanded & AnyOrderCommand['body'] }>(
      `/api/v1/desk/orders/:county/:id/${command}`,
      {
        config: { access: operators },
        schema: {
          ...schemas.documented(summaries[command], schemas.CommandAnswer),
          params: schemas.OrderParams,
          body: schemas.commanded(schemas.commandBodies[command]),
        },
      },
      async (request) => {
        const { county, id } = request.params;
        const { commandId, seen, ...body } = request.body;
        const who = { actor: actorOf(readerOf(request)), commandId, seen };
        // The schema of the route has told that the body is the command's.
        const said = { command, body } as AnyOrderCommand;
        return dispatch.order({ county: countyOf(county, register), id, ...who }, said);
      },
    );
  app.post<{ Params: { county: string }; Body: schemas.NewOrder }>(
    '/api/v1/desk/orders/:county',
    {
      config: { access: operators },
      schema: {
        ...schemas.documented('代点单 · An order for somebody who phones', schemas.CommandAnswer),
        params: schemas.CountyParams,
        body: schemas.NewOrder,
      },
    },
    async (request) =>
      dispatch.place(
        countyOf(request.params.county, register),
        actorOf(readerOf(request)),
        request.body as Parameters<Dispatch['place']>[2],
      ),
  );
}

/** Adds the desk's routes for orders, and others of the desk beside them. */
export function addDeskRoutes(
  app: FastifyInstance,
  options: DeskRoutesOptions,
  ...others: ((app: FastifyInstance, options: DeskRoutesOptions) => void)[]
): void {
  app.register(async (desk) => {
    // Schemas describe the answers; a serializer made from them would only drop what they do not name.
    desk.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
    desk.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    addReading(desk, options);
    addCommands(desk, options);
    for (const add of others) add(desk, options);
  });
}
