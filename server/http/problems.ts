/** Every failure leaves as `application/problem+json` with a stable code (RFC 9457). */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemCode, ProblemError } from '../../shared/wire/problem.ts';
import type { StoreErrorCode } from '../store/store.ts';
import type { RouteTable } from './route-table.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

export function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const { problem, retryAfter } = error;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // Serialized here, so that a route's own schema for a success cannot drop members of a problem.
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(problemMediaType)
    .send(JSON.stringify(problem));
}

export function addProblemHandlers(app: FastifyInstance, routes: RouteTable): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error);
    if (problem.problem.status >= 500 && problem.problem.code === 'internal')
      request.log.error({ err: error, reqId: request.id }, 'request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => notFound(request, reply, routes));
}

function notFound(request: FastifyRequest, reply: FastifyReply, routes: RouteTable): FastifyReply {
  const path = pathOf(request.url);
  const allowed = routes.methodsOf(path).filter((method) => method !== request.method);
  if (allowed.length === 0 || allowed.includes(request.method))
    return sendProblem(
      reply,
      new ProblemError('not-found', { zh: `没有 ${path}`, en: `there is no ${path}` }),
    );
  const detail = {
    zh: `${path} 只接受 ${allowed.join('、')}`,
    en: `${path} takes ${allowed.join(', ')} only`,
  };
  return sendProblem(
    reply.header('allow', allowed.join(', ')),
    new ProblemError('method-not-allowed', detail),
  );
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

const codeOfStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** What the framework throws, in our own words; nothing of an internal failure leaves the server. */
export function asProblem(error: FastifyError | ProblemError): ProblemError {
  if (error instanceof ProblemError) return error;
  if ('validation' in error && error.validation)
    return new ProblemError(
      'invalid-request',
      { zh: `参数有误：${error.message}`, en: error.message },
      { cause: error },
    );
  if (error.code === ('unavailable' satisfies StoreErrorCode))
    return new ProblemError(
      'storage-unavailable',
      { zh: '请稍后重试', en: 'please try again later' },
      { retryAfter: 5, cause: error },
    );
  const status = error.statusCode ?? 500;
  if (status === 413)
    return new ProblemError('body-too-large', { zh: '正文超过 1 MiB', en: 'the body is over 1 MiB' });
  if (status === 415)
    return new ProblemError('unsupported-media-type', {
      zh: '内容类型应为 JSON',
      en: 'the content type must be JSON',
    });
  const code = codeOfStatus[status] ?? (status < 500 ? 'invalid-request' : 'internal');
  if (code === 'internal')
    return new ProblemError('internal', { zh: '请稍后重试', en: 'please try again later' }, { cause: error });
  return new ProblemError(code, { zh: '请求无法处理', en: error.message }, { cause: error });
}
