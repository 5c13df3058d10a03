/** What a failure of the database means to whoever asked. */
import pg from 'pg';
import { StoreError } from '../store.ts';

/** Classes of codes that speak of the server and not of what was asked: lines, resources, operators. */
const ofTheServer = new Set(['08', '53', '57', '58', 'XX']);
/** A server that has become a copy of another one, which takes no writes. */
const readOnlyServer = '25006';

function isUnavailable(error: Error): boolean {
  if (!(error instanceof pg.DatabaseError)) return true;
  const { code = '' } = error;
  return ofTheServer.has(code.slice(0, 2)) || code === readOnlyServer;
}

/** Whatever else the driver throws than an answer of the server is a line that is gone. */
export function failureOf(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || error instanceof TypeError) return error;
  if (!isUnavailable(error)) return error;
  const failure = new StoreError(
    'unavailable',
    `The database cannot be used now: ${error.message || error.name}`,
  );
  failure.cause = error;
  return failure;
}

const codes = { repetition: '23505', deadlock: '40P01' } as const;

/** Whether the server has refused a statement for one of these reasons. */
export const isRefusal = (error: unknown, ...reasons: (keyof typeof codes)[]): boolean =>
  error instanceof pg.DatabaseError && reasons.some((reason) => codes[reason] === error.code);
