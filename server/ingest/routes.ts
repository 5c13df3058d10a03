import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { eventDefinitions, eventTypes } from '../../shared/events/registry.ts';
import { IngestAnswer, ProblemAnswer, RejectedAnswer } from '../../shared/wire/ingest.ts';
import type { StationKeyRow } from '../store/store.ts';
import type { Ingest } from './ingest.ts';

/** The event as API pages show it; what is checked is the same schema of `data`, in the order of the contract. */
const CloudEvent = Type.Object(
  {
    specversion: Type.Optional(Type.Literal('1.0')),
    id: Type.String({ minLength: 1, maxLength: 128 }),
    source: Type.String({ pattern: '^/sites/[A-Za-z0-9._-]{1,64}$' }),
    type: Type.Union(eventTypes.map((type) => Type.Literal(type))),
    time: Type.String({ format: 'date-time' }),
    data: Type.Union(
      eventTypes.map((type) => {
        const { schema, summary } = eventDefinitions[type];
        return Type.Object(schema.properties, { title: type, description: `${summary.zh} · ${summary.en}` });
      }),
    ),
  },
  { title: 'CloudEvent' },
);

const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };
const rejected = { content: { 'application/problem+json': { schema: RejectedAnswer } } };

const schema = {
  tags: ['events'],
  summary: '上报事件 · Send station events',
  description: [
    '一个事件或一批事件，CloudEvents 1.0 的结构化、批量或二进制方式。回答 accepted 或 duplicate 时，事件已经落盘。',
    'One event or many, as CloudEvents 1.0 in structured, batched or binary mode. An event that is answered with ' +
      'accepted or duplicate is on disk.',
  ].join('\n\n'),
  security: [{ stationKey: [] }],
  consumes: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json'],
  body: Type.Union([CloudEvent, Type.Array(CloudEvent, { minItems: 1, maxItems: 1000 })]),
  response: {
    200: IngestAnswer,
    207: IngestAnswer,
    400: problem,
    401: problem,
    403: rejected,
    413: problem,
    415: problem,
    422: rejected,
    429: problem,
    503: problem,
  },
};

/** Keys of requests that were let in, until their body has been read. */
const admitted = new WeakMap<FastifyRequest, StationKeyRow>();

export function addIngest(app: FastifyInstance, ingest: Ingest): void {
  app.post('/api/v1/events', {
    config: { access: 'station' },
    schema,
    // Answers are small and many; squeezing them would cost more than sending them.
    compress: false,
    // Each event is checked by itself and answered by itself, so the body as a whole is not.
    validatorCompiler: () => () => true,
    serializerCompiler: () => (answer) => JSON.stringify(answer),
    onRequest: async (request) => {
      admitted.set(request, ingest.admit(request.headers.authorization, request.ip));
    },
    handler: async (request, reply) => {
      const key = admitted.get(request);
      if (!key) throw new Error('the request was not let in');
      const { status, body } = await ingest.take(key, request.headers, request.body, request.ip);
      return reply
        .code(status)
        .type(status < 300 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8')
        .send(body);
    },
  });
}
