import type { TSchema } from 'typebox';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';

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
