/** The way to the identity provider and back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isOwnPath, type ProviderProblem } from '../../shared/wire/session.ts';
import type { Store, UserRow } from '../store/store.ts';
import { readCookie, writeCookie } from './cookies.ts';
import type { Identity } from './identity.ts';
import { type Provider, ProviderError, pendingSeconds } from './provider.ts';
import { giveSession, leaveSession } from './routes.ts';
import type { SignIn } from './sign-in.ts';

export interface ProviderRoutesOptions {
  provider: Provider;
  identity: Identity;
  signIn: SignIn;
  store: Pick<Store, 'changeUser'>;
  onError: (error: unknown) => void;
}

export const providerAddress = '/api/v1/session/provider';
const callback = `${providerAddress}/callback`;
const pendingCookie = 'cockpit-provider';

const tags = ['session'];
const BeginQuery = Type.Object({ to: Type.Optional(Type.String({ maxLength: 2000 })) });

const isSecure = ({ protocol }: FastifyRequest): boolean => protocol === 'https';

/** Lax: the provider leads the browser back, and that is another site. */
const keepPending = (
  request: FastifyRequest,
  reply: FastifyReply,
  carried: string,
  maxAgeSeconds: number,
): void =>
  void reply.header(
    'set-cookie',
    writeCookie(pendingCookie, carried, { secure: isSecure(request), sameSite: 'Lax', maxAgeSeconds }),
  );

const search = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

/** Back to the page, which says why. */
const refuse = (reply: FastifyReply, problem: ProviderProblem, to: string): FastifyReply =>
  reply.redirect(`/sign-in?${search({ problem, ...(to !== '' && { to }) })}`);

/** The user whom the provider has named; his role is the provider's to say, where it says one. */
async function userFor(
  { provider, identity, store }: ProviderRoutesOptions,
  pending: NonNullable<Awaited<ReturnType<Provider['take']>>>,
  query: string,
): Promise<UserRow> {
  const { subject, role } = await provider.finish(pending, query);
  await identity.refresh();
  const user = identity.userBySubject(subject);
  if (!user) throw new ProviderError('unknown-user');
  if (user.disabledAt !== undefined) throw new ProviderError('disabled');
  if (role === undefined || role === user.role) return user;
  await store.changeUser(user.name, { role });
  await identity.refresh();
  return { ...user, role };
}

export function addProviderRoutes(app: FastifyInstance, options: ProviderRoutesOptions): void {
  const { provider, signIn, onError } = options;
  const complain = (error: unknown): ProviderProblem => {
    const known = error instanceof ProviderError ? error : new ProviderError('unavailable', error);
    if (known.problem === 'unavailable' || known.problem === 'refused') onError(known.cause ?? known);
    return known.problem;
  };
  app.get<{ Querystring: { to?: string } }>(
    providerAddress,
    {
      config: { access: 'public' },
      schema: { tags, summary: '统一身份认证登录 · To the identity provider', querystring: BeginQuery },
    },
    async (request, reply) => {
      const to = isOwnPath(request.query.to ?? '') ? (request.query.to ?? '') : '';
      const redirectUri = `${request.protocol}://${request.host}${callback}`;
      try {
        const { carried, address } = await provider.begin(redirectUri, to);
        keepPending(request, reply, carried, pendingSeconds);
        return reply.redirect(address);
      } catch (error) {
        return refuse(reply, complain(error), to);
      }
    },
  );
  app.get(
    callback,
    {
      config: { access: 'public' },
      schema: { tags, summary: '统一身份认证返回 · Back from the identity provider' },
    },
    async (request, reply) => {
      const pending = await provider.take(
        readCookie(request.headers.cookie, pendingCookie, isSecure(request)),
      );
      keepPending(request, reply, '', 0);
      if (!pending) return refuse(reply, await signIn.noteRefusal(request.ip, 'expired'), '');
      try {
        const user = await userFor(options, pending, new URL(request.url, 'http://own').search);
        await leaveSession(request, options);
        giveSession(request, reply, await signIn.begin(user, request.ip, 'provider'));
        return reply.redirect(pending.to || (user.role === 'leader' ? '/' : '/desk'));
      } catch (error) {
        return refuse(reply, await signIn.noteRefusal(request.ip, complain(error)), pending.to);
      }
    },
  );
}
