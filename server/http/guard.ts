/**
 * Who may call what: every route says it by `config.access`, and one that says nothing stops the start of the server.
 * Decided before anything else of a request is looked at; every refusal is told to the audit log, and every command.
 */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import {
  type Access,
  actorOf,
  type Presented,
  type Reader,
  type ReaderDecision,
} from '../../shared/domain/reader.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { csrfHeader, unattendedHeader } from '../../shared/wire/session.ts';
import { type AuditEntry, done } from '../store/store.ts';
import { asProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /**
     * What the audit log calls it, such as `key.create`. Whatever a user does but reading is noted anyway; reading,
     * such as an export, where it has a name here.
     */
    action?: string;
    /** Allowed to those too who have to change their first password before anything else. */
    beforePasswordChange?: true;
    /** It asks who it is: whoever shows nothing is told so, and has been refused nothing. */
    asksWho?: true;
  }
  interface FastifyRequest {
    /** Who it is; unset on routes that ask nobody. */
    reader?: Reader;
    /** What the page of this session has to send with what changes something. */
    csrf?: string;
    /** What the audit log says it was done to, where the address does not tell. */
    auditTarget?: string;
    /** Code of the problem that ended it. */
    problemCode?: string;
  }
}

export interface GuardOptions {
  authenticateReader: (presented: Presented) => Promise<ReaderDecision>;
  /** Whether nothing is brought by which anybody could be known. */
  showsNothing: (presented: Presented) => boolean;
  /** Resolves once what was done is on disk, or is kept for a database that is away. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** The server's clock in ms. */
  clock: () => number;
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function requireAccess({ url, config, method }: RouteOptions): void {
  if (config?.access === undefined) throw new Error(`${method} ${url} does not say who may call it`);
}

/** A browser tells where a page is from that changes something. */
const isForeign = ({ headers: { origin }, host, protocol }: FastifyRequest): boolean =>
  origin !== undefined && origin !== `${protocol}://${host}`;

/** A page of another site sends no header of ours. */
const isForged = (request: FastifyRequest, csrf: string | undefined): boolean =>
  isForeign(request) || csrf === undefined || request.headers[csrfHeader] !== csrf;

/** An API token goes into other programs: whatever its owner may do, it reads what leaders read. */
const mayCall = (access: Access, reader: Reader): boolean => {
  if (access === 'reader') return true;
  if (reader.kind !== 'user') return false;
  return typeof access === 'string' || access.includes(reader.by === 'token' ? 'leader' : reader.role);
};

const maxTargetLength = 300;

/** A command is answered once it is in the audit log, and with what became of it. */
function addCommandAudit(
  app: FastifyInstance,
  { audit, clock }: Pick<GuardOptions, 'audit' | 'clock'>,
): void {
  app.addHook('onError', async (request, _reply, error) => {
    request.problemCode = asProblem(error).problem.code;
  });
  app.addHook('onSend', async (request, reply) => {
    const { reader, method, routeOptions, url, ip, problemCode, auditTarget } = request;
    const named = routeOptions.config.action;
    if (reader?.kind !== 'user' || (readingMethods.has(method) && named === undefined)) return;
    await audit({
      at: clock(),
      actor: actorOf(reader),
      action: named ?? `${method.toLowerCase()} ${routeOptions.url}`,
      target: (auditTarget ?? url.split('?', 1)[0] ?? url).slice(0, maxTargetLength),
      from: ip,
      result: reply.statusCode < 400 ? done : (problemCode ?? String(reply.statusCode)),
    });
  });
}

/** Adds the guard; only routes that are added after it are guarded. Answers with them, as they come. */
export function addGuard(
  app: FastifyInstance,
  { authenticateReader, showsNothing, audit, clock }: GuardOptions,
): readonly RouteOptions[] {
  const refuse = (request: FastifyRequest, actor: string, error: ProblemError): never => {
    const { method, routeOptions, ip } = request;
    const target = routeOptions.url;
    const action = routeOptions.config.action ?? (readingMethods.has(method) ? 'read' : method.toLowerCase());
    void audit({
      at: clock(),
      actor,
      action,
      ...(target === undefined ? {} : { target }),
      from: ip,
      result: error.problem.code,
    });
    throw error;
  };

  addCommandAudit(app, { audit, clock });
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    for (const route of routes) requireAccess(route);
  });
  app.addHook('onRequest', async (request) => {
    const { access, asksWho, beforePasswordChange } = request.routeOptions.config;
    const reads = readingMethods.has(request.method);
    if (access === 'public' && !reads && isForeign(request)) refuse(request, 'anonymous', forged());
    if (access === undefined || access === 'public' || access === 'station') return;
    const { authorization, cookie, [unattendedHeader]: unattended } = request.headers;
    const presented: Presented = {
      authorization,
      cookie,
      secure: request.protocol === 'https',
      unattended: unattended !== undefined,
    };
    if (asksWho && showsNothing(presented)) throw unauthorized();
    const decision = await authenticateReader(presented);
    if (!decision.ok)
      return decision.status === 401
        ? refuse(request, 'anonymous', unauthorized())
        : refuse(request, 'station', keysOnlyWrite());
    const { reader, csrf, mustChangePassword } = decision;
    if (reader.kind === 'anonymous' && access !== 'reader') refuse(request, 'anonymous', unauthorized());
    if (!mayCall(access, reader)) refuse(request, actorOf(reader), notForThisRole());
    if (!reads && isForged(request, csrf)) refuse(request, actorOf(reader), forged());
    if (mustChangePassword && !beforePasswordChange) refuse(request, actorOf(reader), firstPassword());
    request.reader = reader;
    if (csrf !== undefined) request.csrf = csrf;
  });
  return routes;
}

const unauthorized = () =>
  new ProblemError('unauthorized', {
    zh: '没有凭证，或凭证未知、已失效',
    en: 'no credentials, or unknown or revoked ones',
  });
const keysOnlyWrite = () =>
  new ProblemError('forbidden', {
    zh: '站点密钥只能上报，不能读取',
    en: 'a station key may write and not read',
  });
const notForThisRole = () =>
  new ProblemError('forbidden', { zh: '您的角色无此权限', en: 'your role may not do this' });
const firstPassword = () =>
  new ProblemError('password-change-needed', {
    zh: '首次登录请先修改密码',
    en: 'change the first password before anything else',
  });
const forged = () =>
  new ProblemError('forbidden', {
    zh: '请求未带本次登录的校验值，请刷新页面后重试',
    en: 'the request does not carry the token of this session; reload the page',
  });
