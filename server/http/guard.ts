/**
 * Who may call what: every route says it by `config.access`, and one that says nothing stops the start of the server.
 * Decided before anything else of a request is looked at; every refusal is told to the audit log.
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
import type { AuditEntry } from '../store/store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Who it is; unset on routes that ask nobody. */
    reader?: Reader;
  }
}

export interface GuardOptions {
  authenticateReader: (presented: Presented) => ReaderDecision;
  audit: (entry: AuditEntry) => void;
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

/** Adds the guard; only routes that are added after it are guarded. */
export function addGuard(app: FastifyInstance, { authenticateReader, audit, clock }: GuardOptions): void {
  const refuse = (request: FastifyRequest, actor: string, error: ProblemError): never => {
    const { method, routeOptions, ip } = request;
    const target = routeOptions.url;
    const action = readingMethods.has(method) ? 'read' : method.toLowerCase();
    audit({
      at: clock(),
      actor,
      action,
      ...(target === undefined ? {} : { target }),
      from: ip,
      result: error.problem.code,
    });
    throw error;
  };

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
