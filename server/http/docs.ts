import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const description = [
  '文明实践驾驶舱的接口：站点上报事件，大屏与报表读取。',
  '',
  'The API of the civilization practice cockpit: stations send events, walls and reports read.',
].join('\n');

/** `/docs`, and `/docs/json` with OpenAPI 3.1, made from the schemas that the routes themselves use. */
export async function addDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifySwagger, {
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
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', validatorUrl: null },
  });
}
