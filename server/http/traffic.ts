/** What Prometheus and, at level debug, the log learn of each request: its route and never its address or body. */
import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/**
 * `cockpit_http_request_seconds`, by method, route as it is declared, and class of status (`2xx`). The labels come
 * from the table of routes and not from the caller, so nobody can make their number grow.
 */
export function measureTraffic(app: FastifyInstance, metrics: Registry): void {
  const seconds = new Histogram({
    name: 'cockpit_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    const { method, id } = request;
    const known = request.routeOptions.url === undefined ? 'none' : method;
    seconds.observe({ method: known, route, status }, reply.elapsedTime / 1000);
    if (app.log.level === 'debug' || app.log.level === 'trace')
      request.log.debug({
        reqId: id,
        method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      });
  });
}
