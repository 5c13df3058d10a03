/** Requests in the name of whoever has signed in on this page; reading for a wall goes by `web/api/client.ts`. */
import type { Problem } from '../../shared/wire/http.ts';
import { csrfHeader, type SessionAnswer, unattendedHeader } from '../../shared/wire/session.ts';

/** The server refused; `problem.detail` says why, Chinese first. Other failures are those of the line. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;

  constructor(
    readonly problem: Problem,
    /** Whole seconds after which it may be tried again. */
    readonly retryAfter?: number,
  ) {
    super(problem.detail);
    this.status = problem.status;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The page asks by itself, so that it shows nothing of a person being there: the session goes on ageing. */
  unattended?: boolean;
  signal?: AbortSignal;
}

let csrf: string | undefined;
let usedAt = 0;
const listeners = new Set<() => void>();

/** What the session of this page must send with everything that changes something. */
export function keepCsrf(value: string | undefined): void {
  csrf = value;
}

/** When this page last showed that somebody is there (ms of its clock). */
export const lastUse = (): number => usedAt;

/** Tells when the server no longer knows the session; answers how to stop. */
export function onSessionOver(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  if (problem?.code !== undefined) return problem;
  const detail = '服务器没有正常回答，请稍后重试 / the server did not answer as agreed';
  return { type: 'urn:problem:internal', title: detail, status, code: 'internal', detail };
}

/** Asks under `/api/v1/`; answers the JSON, or undefined where there is none. @throws RequestError */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', body, unattended = false, signal } = options;
  const changes = method !== 'GET';
  // A page that was opened anew knows its session by the cookie alone, and asks once for the rest.
  if (changes && csrf === undefined && path !== 'session')
    csrf = (await request<SessionAnswer>('session')).csrf;
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(changes && csrf !== undefined && { [csrfHeader]: csrf }),
      ...(unattended && { [unattendedHeader]: '1' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'unauthorized') {
      csrf = undefined;
      for (const listener of listeners) listener();
    }
    // Signed in anew in another window: the next try asks for what goes with that session.
    if (problem.code === 'forbidden' && changes) csrf = undefined;
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new RequestError(problem, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }
  if (!unattended) usedAt = Date.now();
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
