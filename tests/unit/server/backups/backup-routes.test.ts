/** What administrators are told where a database server keeps the data. */
import pino from 'pino';
import { expect, test } from 'vitest';
import { addBackupRoutes } from '../../../../server/backups/backup-routes.ts';
import { createHttp } from '../../../../server/http/create-http.ts';

test('with PostgreSQL its own tools copy the data, and that is what is said', async () => {
  const http = await createHttp({ logger: pino({ level: 'silent' }), version: '1' });
  addBackupRoutes(http, { backups: undefined, restart: 'by-hand', stop: undefined });
  for (const [method, url] of [
    ['GET', '/api/v1/admin/backups'],
    ['GET', '/api/v1/admin/backups/a.db/file'],
    ['DELETE', '/api/v1/admin/backups/a.db'],
    ['DELETE', '/api/v1/admin/restore'],
  ] as const) {
    const { statusCode, body } = await http.inject({ method, url });
    expect([url, statusCode, JSON.parse(body).code]).toEqual([url, 501, 'not-supported']);
    expect(body).toContain('pg_dump');
  }
  await http.close();
});
