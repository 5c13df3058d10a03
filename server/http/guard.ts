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
  }
  interface FastifyRequest {
    /** Who it is; unset on routes that ask nobody. */
    reader?: Reader;
    /** Code of the problem that ended it. */
    problemCode?: string;
  }
}

export interface GuardOptions {
  authenticateReader: (presented: Presented) => ReaderDecision;
  /** Resolves once what was done is on disk. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** The server's clock in ms. */
  clock: () => number;
}

export const csrfHeader = 'x-csrf-token';
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function requireAccess({ url, config, method }: RouteOptions): void {
  if (config?.access === undefined) throw new Error(`${method} ${url} does not say who may call it`);
}

/** A page of another site sends no header of ours, and its browser tells where the page is from. */
function isForged({ headers, host, protocol }: FastifyRequest, csrf: string | undefined): boolean {
  const { origin } = headers;
  if (origin !== undefined && origin !== `${protocol}://${host}`) return true;
  return csrf === undefined || headers[csrfHeader] !== csrf;
}

const mayCall = (access: Access, reader: Reader): boolean => {
  if (access === 'reader') return true;
  if (reader.kind !== 'user') return false;
  return typeof access === 'string' || access.includes(reader.role);
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
    const { reader, method, routeOptions, url, ip, problemCode } = request;
    const named = routeOptions.config.action;
    if (reader?.kind !== 'user' || (readingMethods.has(method) && named === undefined)) return;
    await audit({
      at: clock(),
      actor: actorOf(reader),
      action: named ?? `${method.toLowerCase()} ${routeOptions.url}`,
      target: (url.split('?', 1)[0] ?? url).slice(0, maxTargetLength),
      from: ip,
      result: reply.statusCode < 400 ? done : (problemCode ?? String(reply.statusCode)),
    });
  });
}

/** Adds the guard; only routes that are added after it are guarded. */
export function addGuard(app: FastifyInstance, { authenticateReader, audit, clock }: GuardOptions): void {
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
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'public' || access === 'station') return;
    const { authorization, cookie } = request.headers;
    const decision = authenticateReader({ authorization, cookie });
    if (!decision.ok)
      return decision.status === 401
        ? refuse(request, 'anonymous', unauthorized())
        : refuse(request, 'station', keysOnlyWrite());
    const { reader, csrf } = decision;
    if (!mayCall(access, reader)) refuse(request, actorOf(reader), notForThisRole());
    if (!readingMethods.has(request.method) && isForged(request, csrf))
      refuse(request, actorOf(reader), forged());
    request.reader = reader;
  });
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
const forged = () =>
  new ProblemError('forbidden', {
    zh: '请求未带本次登录的校验值，请刷新页面后重试',
    en: 'the request does not carry the token of this session; reload the page',
  });
