import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import { ProblemError } from '../../shared/wire/problem.ts';

const description = [
  '文明实践驾驶舱的接口：站点上报事件，大屏与报表读取。',
  '',
  'The API of the civilization practice cockpit: stations send events, walls and reports read.',
].join('\n');

const nothing = async (_request: FastifyRequest, reply: FastifyReply) => reply.code(404).send();

/** A server that knows the same routes, and answers nothing but how they are asked. */
async function makeDocs(version: string, routes: readonly RouteOptions[]): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const docs = fastify({ logger: false, exposeHeadRoutes: false });
  docs.setValidatorCompiler(() => () => true);
  docs.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  await docs.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '文明实践驾驶舱 API', description, version },
      tags: [
        { name: 'events', description: '事件 · Events in and the journal' },
        { name: 'reading', description: '读取 · Boards, registers, series, evidence' },
        { name: 'desk', description: '调度台 · Dispatch and data quality; for operators and leaders' },
        { name: 'displays', description: '大屏 · Pairing of displays' },
        {
          name: 'administration',
          description: '管理 · Audit log, keys, displays, users; for administrators',
        },
        { name: 'session', description: '登录 · Signing in and out' },
        { name: 'operations', description: '运行 · Health and metrics' },
      ],
      components: {
        securitySchemes: {
          stationKey: { type: 'http', scheme: 'bearer', description: '站点密钥 wmk_… · station key' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'cockpit-session',
            description: '登录会话 · session of a user',
          },
          reader: { type: 'http', scheme: 'bearer', description: '大屏令牌 wmd_… · display token' },
        },
      },
    },
  });
  await docs.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', validatorUrl: null },
  });
  for (const { method, url, schema } of routes)
    if (method !== 'HEAD') docs.route({ method, url, schema: schema ?? {}, handler: nothing });
  await docs.ready();
  return docs;
}

/** What says of an answer what it is; the server itself adds the rest. */
const described = ['content-type', 'location', 'etag', 'last-modified'];

/**
 * `/docs`, and `/docs/json` with OpenAPI 3.1, made from the schemas that the routes themselves use: when they are first
 * asked for, because a start that makes them takes a seventh longer.
 */
export function addDocs(app: FastifyInstance, version: string): void {
  let made: Promise<FastifyInstance> | undefined;
  const routes: RouteOptions[] = [];
  const answer = async ({ url }: FastifyRequest, reply: FastifyReply) => {
    made ??= makeDocs(version, routes).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    const { statusCode, headers, rawPayload } = await (await made).inject(url);
    if (statusCode === 404)
      throw new ProblemError('not-found', { zh: `没有 ${url}`, en: `there is no ${url}` });
    for (const name of described) {
      const value = headers[name];
      if (value !== undefined) reply.header(name, value);
    }
    return reply.code(statusCode).send(rawPayload);
  };
  for (const path of ['/docs', '/docs/json', '/docs/yaml', '/docs/*']) app.get(path, answer);
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onClose', async () => {
    await (await made)?.close();
  });
}
