import { randomUUID } from 'node:crypto';
import fastifyCompress from '@fastify/compress';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify';
import { proxyTrust } from '../config.ts';
import { addDocs } from './docs.ts';
import { addSecurityHeaders, harden } from './headers.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOddBodies } from './plain-body.ts';
import { addProblemHandlers, asProblem, sendProblem } from './problems.ts';
import { RouteTable } from './route-table.ts';

export const maxBodyBytes = 1_048_576;

/** Content types of JSON bodies; routes narrow them further. Any other is 415. */
const jsonTypes = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

/** A connection that is kept open while the server closes would hold it until the client lets go. */
function closeConnectionsAtTheEnd(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

export interface HttpOptions {
  logger: FastifyBaseLogger;
  version: string;
  /** Whether a proxy is believed for whom it asks; unless it is said, one on this machine is. */
  trustsProxy?: (address: string) => boolean;
}

/** The bare server: limits, strict headers, problems and API pages, before any route of ours is on it. */
export async function createHttp({ logger, version, trustsProxy = proxyTrust(['loopback']) }: HttpOptions) {
  const app = fastify({
    loggerInstance: logger,
    // Addresses may hold what is nobody's business, and a line for each event would cost more than the event.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: maxBodyBytes,
    // A proxy ends TLS and says for whom it asks; what anybody else says of himself counts for nothing.
    trustProxy: trustsProxy,
    // Whoever sends a request slower than this only holds a connection.
    requestTimeout: 30_000,
    connectionTimeout: 75_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    return503OnClosing: true,
    frameworkErrors: (error: FastifyError, _request: unknown, reply: FastifyReply) => {
      sendProblem(harden(reply), asProblem(error));
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  addSecurityHeaders(app);
  closeConnectionsAtTheEnd(app);
  addProblemHandlers(app, new RouteTable(app));
  refuseOddBodies(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    parseJsonBody(body),
  );
  await app.register(fastifyCompress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    // A body that is small on the line and huge behind it is nobody's need.
    globalDecompression: false,
  });
  addDocs(app, version);
  return app;
}

export type HttpApp = Awaited<ReturnType<typeof createHttp>>;
