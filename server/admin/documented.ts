import { type Static, type TSchema, Type } from 'typebox';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';

const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };

/** What API pages say of a route of the administration. */
export const documented = (summary: string, answers: Record<number, TSchema>) => ({
  tags: ['administration'],
  summary,
  security: [{ session: [] }],
  response: {
    ...answers,
    400: problem,
    401: problem,
    403: problem,
    404: problem,
    409: problem,
    503: problem,
  },
});

export const IdParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });
export type IdParams = Static<typeof IdParams>;

export const notInForce = (id: string) =>
  new ProblemError('not-found', {
    zh: `没有有效的 ${id}，或已停用`,
    en: `there is no ${id} in force`,
  });
