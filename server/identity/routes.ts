/** Signing in and out over HTTP (contract §7). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Reader, roles } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { SessionAnswer, SignInWays } from '../../shared/wire/session.ts';
import { sessionCookie, writeCookie } from './cookies.ts';
import { type Identity, idleMinutes, longestMs, mustChangePassword } from './identity.ts';
import type { NewSession, SignIn } from './sign-in.ts';

export interface SessionRoutesOptions {
  identity: Identity;
  signIn: SignIn;
  /** How one may sign in beside the password. */
  provider: SignInWays['provider'];
}

const Session = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  role: Type.Union(roles.map((role) => Type.Literal(role))),
  csrf: Type.String(),
  mustChangePassword: Type.Boolean(),
  idleMinutes: Type.Integer(),
  endsAt: Type.String(),
});
const Ways = Type.Object({
  password: Type.Boolean(),
  provider: Type.Optional(Type.Object({ label: Type.String(), address: Type.String() })),
});
/** Longer than any that can be set, so that the answer to one is the same as to any other wrong one. */
const Text = Type.String({ maxLength: 1000 });
const SignInBody = Type.Object({ name: Text, password: Text });
const PasswordBody = Type.Object({ old: Text, new: Text });
const EndQuery = Type.Object({ everywhere: Type.Optional(Type.Boolean()) });

const tags = ['session'];
const isSecure = ({ protocol }: FastifyRequest): boolean => protocol === 'https';

/** Gives the browser the cookie of a session. */
export function giveSession(request: FastifyRequest, reply: FastifyReply, { token }: NewSession): void {
  const options = { secure: isSecure(request), sameSite: 'Strict' } as const;
  reply.header('set-cookie', writeCookie(sessionCookie, token, options));
}

/** Whoever signs in anew leaves the session that his browser had, so that nobody can have laid one there for him. */
export async function leaveSession(
  request: FastifyRequest,
  { identity, signIn }: Pick<SessionRoutesOptions, 'identity' | 'signIn'>,
): Promise<void> {
  const { cookie } = request.headers;
  const decision = await identity.identify({ cookie, secure: isSecure(request), unattended: true });
  if (decision.ok && decision.reader.kind === 'user')
    await signIn.end(decision.reader.name, decision.reader.session, false);
}

function answerOf({ user, by, csrf, startedAt }: Omit<NewSession, 'token'>): SessionAnswer {
  const { name, displayName, role } = user;
  const endsAt = formatInstant(startedAt + longestMs);
  const mustChange = mustChangePassword(user, { by });
  return { name, displayName, role, csrf, mustChangePassword: mustChange, idleMinutes, endsAt };
}

/** The session of a page; an API token has none. */
function pageOf({ reader, csrf }: FastifyRequest): { reader: Reader & { kind: 'user' }; csrf: string } {
  if (reader?.kind === 'user' && csrf !== undefined) return { reader, csrf };
  throw new ProblemError('forbidden', { zh: '令牌没有会话', en: 'a token has no session' });
}

function addSignIn(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { signIn } = options;
  app.post<{ Body: { name: string; password: string } }>(
    '/api/v1/session',
    {
      config: { access: 'public', action: 'sign-in' },
      schema: { tags, summary: '登录 · Sign in', body: SignInBody, response: { 200: Session } },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const session = await signIn.byPassword(name, password, request.ip);
      await leaveSession(request, options);
      giveSession(request, reply, session);
      return answerOf(session);
    },
  );
  app.post<{ Body: { old: string; new: string } }>(
    '/api/v1/session/password',
    {
      config: { access: 'user', action: 'password.change', beforePasswordChange: true },
      schema: {
        tags,
        summary: '修改密码 · Change the password',
        body: PasswordBody,
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const { name } = pageOf(request).reader;
      const { old, new: next } = request.body;
      const session = await signIn.changePassword(name, old, next, request.ip);
      giveSession(request, reply, session);
      return answerOf(session);
    },
  );
}

/** Who is signed in, how one signs in, and out. */
export function addSessionRoutes(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { identity, signIn, provider } = options;
  addSignIn(app, options);
  app.get(
    '/api/v1/session',
    {
      config: { access: 'user', asksWho: true, beforePasswordChange: true },
      schema: { tags, summary: '当前会话 · The session', response: { 200: Session } },
    },
    async (request) => {
      const { reader, csrf } = pageOf(request);
      const user = identity.userOf(reader.name);
      const row = identity.sessionsOf(reader.name).find(({ id }) => id === reader.session);
      if (!user || !row)
        throw new ProblemError('unauthorized', { zh: '会话已结束', en: 'the session has ended' });
      return answerOf({ user, by: row.by, csrf, startedAt: row.createdAt });
    },
  );
  app.delete<{ Querystring: { everywhere?: boolean } }>(
    '/api/v1/session',
    {
      config: { access: 'user', action: 'sign-out', beforePasswordChange: true },
      schema: {
        tags,
        summary: '退出，或在所有设备上退出 · Sign out, or everywhere',
        querystring: EndQuery,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { reader } = pageOf(request);
      await signIn.end(reader.name, reader.session, request.query.everywhere ?? false);
      const options = { secure: isSecure(request), sameSite: 'Strict', maxAgeSeconds: 0 } as const;
      return reply
        .header('set-cookie', writeCookie(sessionCookie, '', options))
        .code(204)
        .send(null);
    },
  );
  app.get(
    '/api/v1/session/ways',
    {
      config: { access: 'public' },
      schema: { tags, summary: '登录方式 · Ways to sign in', response: { 200: Ways } },
    },
    async (): Promise<SignInWays> => ({ password: true, ...(provider && { provider }) }),
  );
}
