import type { FastifyInstance } from 'fastify';

/** Which methods each path takes, so that a wrong method is told from a wrong path. */
export class RouteTable {
  readonly #routes: { pattern: RegExp; methods: string[] }[] = [];

  /** Watches routes as they are added; a route for everything (`/*`) says nothing about a path and is left out. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ url, method }) => {
      if (url.endsWith('/*') || url === '*') return;
      this.#routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  methodsOf(path: string): string[] {
    const found = this.#routes.filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  }
}

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}$`,
  );
