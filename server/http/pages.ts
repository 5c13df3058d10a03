import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The documents of contract §8 with their addresses; of those of one document the browser picks the view. */
const documents: Readonly<Record<string, readonly string[]>> = {
  'index.html': ['/', '/wall'],
  'desk.html': ['/desk', '/desk/*', '/remote', '/sign-in'],
  'phone.html': ['/m', '/m/*'],
};

const missingBuild = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>文明实践驾驶舱</title></head>
<body><h1>页面尚未构建</h1><p>服务器已运行，但没有找到页面文件。请运行 <code>npm run build</code> 后刷新。</p>
<p lang="en">The server is running, but the pages have not been built. Run <code>npm run build</code> and reload.</p>
</body></html>
`;

/** Serves the built pages from `directory`; files under `/assets/` carry a hash in their name and never change. */
export async function addPages(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    serve: false,
    dotfiles: 'ignore',
    cacheControl: false,
  });
  const pages = Object.entries(documents).flatMap(([file, urls]) => urls.map((url) => ({ file, url })));
  for (const { file, url } of pages)
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
      reply.header('cache-control', 'no-cache');
      if (existsSync(join(directory, file))) return reply.sendFile(file);
      return reply.code(503).type('text/html; charset=utf-8').send(missingBuild);
    });
  app.get<{ Params: { '*': string } }>(
    '/*',
    { config: { access: 'public' }, schema: { hide: true } },
    async (request, reply) => {
      const path = request.params['*'];
      const cache = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      reply.header('cache-control', cache);
      return reply.sendFile(path);
    },
  );
}
