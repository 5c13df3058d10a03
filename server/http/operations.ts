import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { Type } from 'typebox';
import { ProblemError } from '../../shared/wire/problem.ts';

/** Whether the server can do its work now, and what it says of each part. */
export interface Readiness {
  ready: boolean;
  checks: Record<string, string>;
}

export interface OperationsOptions {
  readiness: () => Promise<Readiness> | Readiness;
  metrics: Registry;
  /** Whether it comes from an administrator, who may read the metrics from wherever he is. */
  isAdmin: (request: FastifyRequest) => Promise<boolean>;
}

const ReadyAnswer = Type.Object({
  ready: Type.Boolean(),
  checks: Type.Record(Type.String(), Type.String()),
});

/** `/healthz`: the process answers · `/readyz`: it can take events and show them · `/metrics`: Prometheus. */
export function addOperations(
  app: FastifyInstance,
  { readiness, metrics, isAdmin }: OperationsOptions,
): void {
  const tags = ['operations'];
  app.get(
    '/healthz',
    {
      config: { access: 'public' },
      schema: { tags, summary: '存活 · Liveness', response: { 200: Type.Object({ status: Type.String() }) } },
    },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      config: { access: 'public' },
      schema: { tags, summary: '就绪 · Readiness', response: { 200: ReadyAnswer, 503: ReadyAnswer } },
    },
    async (_request, reply) => {
      const answer = await readiness();
      return reply.code(answer.ready ? 200 : 503).send(answer);
    },
  );
  app.get(
    '/metrics',
    { config: { access: 'public' }, schema: { tags, summary: 'Prometheus' } },
    async (request, reply) => {
      if (!isLoopback(request.socket.remoteAddress, request.headers) && !(await isAdmin(request)))
        throw new ProblemError('forbidden', {
          zh: '只对本机和管理员提供',
          en: 'this is for the machine itself and administrators',
        });
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  );
}

/** A proxy on this machine makes every address look local; whoever came through one is not. */
function isLoopback(address: string | undefined, headers: Record<string, unknown>): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}
