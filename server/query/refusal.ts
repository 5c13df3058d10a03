/** Refusals of a query, in a shape that can pass from one thread to another. */
import { type ProblemCode, ProblemError } from '../../shared/wire/problem.ts';

export interface Detail {
  zh: string;
  en: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; code: ProblemCode; detail: Detail };

/** Ends a query with a problem. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly detail: Detail;

  constructor(code: ProblemCode, detail: Detail) {
    super(detail.en);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

export const invalid = (zh: string, en: string): Refusal => new Refusal('invalid-request', { zh, en });

export const unknownScope = (scope: string): Refusal =>
  new Refusal('unknown-scope', { zh: `没有范围 ${scope}`, en: `there is no scope ${scope}` });

/** Runs a query; a refusal becomes an answer, anything else stays a failure. */
export async function answering<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, code: error.code, detail: error.detail };
  }
}

/**
 * The value of an answer.
 * @throws ProblemError where it is a refusal.
 */
export function answered<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ProblemError(answer.code, answer.detail);
}
