/** Requests of the desk, as they are checked and as API pages show them. */
import { type Static, type TSchema, Type } from 'typebox';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';

export const defaultLimit = 100;
const maxLimit = 500;

/** With something in it beside spaces. */
const Written = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Short = Type.String({ maxLength: 200 });
const Optional = Type.Optional;

const Limit = Optional(Type.Integer({ minimum: 1, maximum: maxLimit, default: defaultLimit }));
const Cursor = Optional(Type.String({ maxLength: 400 }));
export const commandId = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });

export const QueueQuery = Type.Object({
  county: Type.String(),
  town: Optional(Id),
  category: Optional(Id),
  step: Optional(Type.Enum(['placed', 'offered', 'accepted'])),
  only: Optional(Type.Enum(['overdue', 'urgent', 'low-rating'])),
  search: Optional(Short),
  limit: Limit,
  cursor: Cursor,
});
export type QueueQuery = Static<typeof QueueQuery>;

export const CountyParams = Type.Object({ county: Type.String() });
export const OrderParams = Type.Object({ county: Type.String(), id: Id });

const reason = Written(500);
/** What each command says; all carry what the operator has seen. */
export const commandBodies = {
  offer: Type.Object({ team: Id }),
  withdraw: Type.Object({ reason }),
  cancel: Type.Object({ reason }),
  'call-back': Type.Object({ note: Optional(Written(2000)) }),
  note: Type.Object({ text: Written(2000) }),
  merge: Type.Object({ into: Id }),
  undo: Type.Object({ seq: Type.Integer({ minimum: 1 }) }),
  accept: Type.Object({ team: Optional(Id) }),
  decline: Type.Object({ team: Optional(Id), reason: Optional(reason) }),
  complete: Type.Object({ beneficiaries: Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) }),
  rate: Type.Object({ score: Type.Integer({ minimum: 1, maximum: 5 }), comment: Optional(Written(2000)) }),
} as const;

export const commanded = <T extends (typeof commandBodies)[keyof typeof commandBodies]>(body: T) =>
  Type.Object(
    {
      ...body.properties,
      commandId,
      seen: Type.Integer({ minimum: 0, description: '所见的最新序号 · newest seq that was seen' }),
    },
    { additionalProperties: false },
  );

export const NewOrder = Type.Object(
  {
    commandId,
    kind: Type.Enum(['service', 'wish']),
    category: Id,
    title: Written(200),
    townCode: Optional(Id),
    urgent: Optional(Type.Boolean()),
    dueAt: Optional(Type.String({ format: 'date-time', maxLength: 64 })),
    requester: Optional(
      Type.Object(
        { name: Optional(Short), phone: Optional(Short), address: Optional(Short) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type NewOrder = Static<typeof NewOrder>;

export const CommandAnswer = Type.Object({
  seqs: Type.Array(Type.Integer()),
  seen: Type.Integer(),
  id: Optional(Type.String()),
});

const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };

/** What a route tells of itself. */
export const documented = <T extends TSchema>(summary: string, answer: T) => ({
  tags: ['desk'],
  summary,
  security: [{ session: [] }],
  response: { 200: answer, 400: problem, 401: problem, 403: problem, 404: problem, 409: problem },
});
