/** What a station sends and what it is answered (contract §2). */
import { type Static, Type } from 'typebox';

export const maxEventsInRequest = 1000;

/** In the order in which faults are told: a rejected event has the first that applies. */
export const rejectionCodes = [
  'invalid-envelope',
  'unknown-site',
  'forbidden-source',
  'id-conflict',
  'unknown-type',
  'invalid-data',
  'time-in-future',
  'time-too-old',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export const EventResult = Type.Object({
  index: Type.Integer({ minimum: 0 }),
  id: Type.Optional(
    Type.String({ description: '事件自己的 id · the id the event came with, where it is a text' }),
  ),
  status: Type.Union([Type.Literal('accepted'), Type.Literal('duplicate'), Type.Literal('rejected')]),
  seq: Type.Optional(
    Type.Integer({ minimum: 1, description: '在本县日志中的序号 · place in the county’s journal' }),
  ),
  code: Type.Optional(Type.Unsafe<RejectionCode>({ type: 'string', enum: [...rejectionCodes] })),
  detail: Type.Optional(Type.String()),
});
export type EventResult = Static<typeof EventResult>;

const answer = {
  accepted: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  rejected: Type.Integer({ minimum: 0 }),
  now: Type.String({ description: '服务器时间 · the server’s clock, so that a station sees its own error' }),
  results: Type.Array(EventResult),
};

/** Status 200 and 207. */
export const IngestAnswer = Type.Object(answer);
export type IngestAnswer = Static<typeof IngestAnswer>;

export const ProblemAnswer = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
});

/** Status 422 and 403: a problem that carries the results too. */
export const RejectedAnswer = Type.Object({ ...ProblemAnswer.properties, ...answer });
export type RejectedAnswer = Static<typeof RejectedAnswer>;
