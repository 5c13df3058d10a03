/** A user with a session: over HTTP, on the live socket and in a browser. */
import type { BrowserContext } from 'playwright-core';
import type { SessionAnswer } from '../../shared/wire/session.ts';

export interface Called<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  /** Undefined where there is none. */
  body: T;
}

export interface SignedIn {
  name: string;
  password: string;
  /** The `Cookie` header; for a socket: `extraHeaders: { cookie }`. */
  cookie: string;
  csrf: string;
  /** Calls the API as the user's page does. */
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Called<T>>;
  /** Lets a browser's pages be the user's. */
  enter(context: BrowserContext): Promise<void>;
}

/** What a request needs that changes something, and nothing that a browser would add by itself. */
export async function call<T = Record<string, unknown>>(
  address: string,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Called<T>> {
  const response = await fetch(`${address}/api/v1/${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    redirect: 'manual',
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : undefined) as T,
  };
}

/** The `Cookie` header that a browser would send after this answer. */
export const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';

/** Undefined while nobody may sign in so. */
export async function signIn(address: string, name: string, password: string): Promise<SignedIn | undefined> {
  const answer = await call<SessionAnswer>(address, 'POST', 'session', { body: { name, password } });
  if (answer.status !== 200) return undefined;
  const cookie = cookieOf(answer.headers);
  const { csrf } = answer.body;
  const headers = { cookie, 'x-csrf-token': csrf, origin: address };
  return {
    name,
    password,
    cookie,
    csrf,
    call: (method, path, body) => call(address, method, path, { headers, body }),
    enter: (context) => {
      const [key = '', value = ''] = cookie.split(/=(.*)/s);
      return context.addCookies([{ name: key, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
    },
  };
}
