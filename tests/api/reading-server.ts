/** The reading API on a bare server, with readers told apart by their token. */
import { pino } from 'pino';
import { createHttp, type HttpApp } from '../../server/http/create-http.ts';
import { addGuard } from '../../server/http/guard.ts';
import { registerQueryRoutes } from '../../server/query/routes.ts';
import type { AuditEntry } from '../../server/store/store.ts';
import { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import type { Reader } from '../../shared/domain/reader.ts';
import { SiteRegister } from '../../shared/domain/site-register.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { boards, counties, openToldStore, type TestStore } from '../unit/server/query/store.ts';

const readers: Record<string, Reader> = {
  county: { kind: 'display', id: 'd1', name: '大厅', scope: 'area:330127' },
  town: { kind: 'display', id: 'd2', name: '镇', scope: 'area:330127100' },
  leader: { kind: 'user', name: '严', role: 'leader', by: 'session', session: 's1' },
  operator: { kind: 'user', name: '林', role: 'operator', by: 'session', session: 's2' },
};

export interface ReadingServer {
  app: HttpApp;
  told: TestStore;
  audited: AuditEntry[];
  get(path: string, token?: string): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

export async function openReadingServer({ anonymous }: { anonymous: boolean }): Promise<ReadingServer> {
  const told = await openToldStore();
  const audited: AuditEntry[] = [];
  const app = await createHttp({ logger: pino({ level: 'silent' }), version: '0.0.0' });
  addGuard(app, {
    authenticateReader: async ({ authorization }) => {
      if (authorization === undefined)
        return anonymous ? { ok: true, reader: { kind: 'anonymous' } } : { ok: false, status: 401 };
      const token = authorization.slice('Bearer '.length);
      if (token === 'station') return { ok: false, status: 403 };
      const reader = readers[token];
      return reader ? { ok: true, reader } : { ok: false, status: 401 };
    },
    showsNothing: ({ authorization }) => authorization === undefined,
    audit: async (entry) => {
      audited.push(entry);
    },
    clock: () => 0,
  });
  registerQueryRoutes(app, {
    queries: told.queries,
    boards: {
      snapshot: async (scope) => {
        const parsed = parseScope(scope);
        const shares =
          parsed &&
          boards.resolve(
            parsed,
            counties.map((county) => new Register(county)),
          );
        if (!shares) return undefined;
        const { board, asOf } = await told.store.read((view) => boards.read(view, shares));
        return { scope, epoch: 'e', rev: 1, asOf: formatInstant(asOf), board };
      },
    },
    register: () => new SiteRegister(counties.map((county) => new Register(county))),
    demo: true,
    audit: async (entry) => {
      audited.push(entry);
    },
    clock: () => 0,
  });
  await app.ready();
  return {
    app,
    told,
    audited,
    get: async (path, token) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await app.inject({ url: path.startsWith('/') ? path : `/api/v1/${path}`, headers });
      return { status: answer.statusCode, body: answer.json() };
    },
    close: async () => {
      await app.close();
      await told.close();
    },
  };
}
