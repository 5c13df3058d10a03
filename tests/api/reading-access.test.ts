import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadingServer, type ReadingServer } from './reading-server.ts';

let open: ReadingServer;
let closed: ReadingServer;
beforeAll(async () => {
  open = await openReadingServer({ anonymous: true });
  closed = await openReadingServer({ anonymous: false });
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

describe('access', () => {
  const everything = [
    'counties',
    'counties/330127',
    'counties/330127/map',
    'sites?area=330127',
    'teams',
    'activities',
    'orders',
    'snapshot?scope=area:330127',
    'series?scope=area:330127&measure=activities',
    'evidence?scope=area:330127&path=now.alerts',
    'evidence/item?scope=area:330127&kind=order&id=o.1',
    'stars?scope=area:330127',
    'events?county=330127',
  ];

  it('needs credentials where anonymous reading is off, and says so before anything else', async () => {
    for (const path of [...everything, 'sites?limit=9999', 'snapshot']) {
      const { status, body } = await closed.get(path);
      expect([path, status, body.code]).toEqual([path, 401, 'unauthorized']);
      expect([path, (await closed.get(path, 'nobody')).status]).toEqual([path, 401]);
      expect([path, (await closed.get(path, 'station')).status]).toEqual([path, 403]);
    }
    for (const path of everything)
      expect([path, (await closed.get(path, 'leader')).status]).toEqual([path, 200]);
  });

  it('gives a display its scope, and profile, sites, snapshot, series and evidence alone', async () => {
    const shown = /^(counties|sites|snapshot|series|evidence|stars)/;
    for (const path of everything)
      expect([path, (await closed.get(path, 'county')).status]).toEqual([path, shown.test(path) ? 200 : 403]);
    for (const path of [
      'sites?area=330106',
      'snapshot?scope=area:33',
      'counties/330106',
      'snapshot?scope=site:b.s1',
      'stars?scope=area:330106',
    ])
      expect([path, (await closed.get(path, 'county')).status]).toEqual([path, 403]);
    for (const path of ['counties/330127', 'snapshot?scope=area:330127100', 'snapshot?scope=site:a.s1'])
      expect([path, (await closed.get(path, 'town')).status]).toEqual([path, 200]);
    for (const path of ['sites?area=330127', 'snapshot?scope=site:a.center', 'snapshot?scope=area:330127101'])
      expect([path, (await closed.get(path, 'town')).status]).toEqual([path, 403]);
    expect((await closed.get('counties', 'town')).body.items).toHaveLength(1);
    expect((await closed.get('sites', 'town')).body.items).toHaveLength(3);
  });

  it('tells of a city and a province as of a county whose towns are counties', async () => {
    for (const code of ['33', '3301']) {
      const { status, body } = await open.get(`areas/${code}`);
      expect(status).toBe(200);
      expect(body.code).toBe(code);
      const codes = (body.towns as { code: string }[]).map((town) => town.code);
      expect(codes).toEqual(['330106', '330127']);
      const map = await open.get(`areas/${code}/map`);
      expect((map.body.towns as { code: string }[]).map((town) => town.code)).toEqual(codes);
      expect((await closed.get(`areas/${code}`, 'county')).status).toBe(403);
      expect((await closed.get(`areas/${code}/map`, 'town')).status).toBe(403);
    }
    for (const code of ['44', '3399', '3', '330127'])
      expect((await open.get(`areas/${code}`)).status).toBe(404);
  });

  it('writes every refusal to the audit log', () => {
    expect(closed.audited).toContainEqual(
      expect.objectContaining({
        actor: 'display:d1',
        action: 'read',
        target: 'area:33',
        result: 'forbidden-scope',
      }),
    );
    expect(closed.audited).toContainEqual(
      expect.objectContaining({ actor: 'anonymous', target: '/api/v1/orders', result: 'unauthorized' }),
    );
  });

  it('is 404 for scopes that are none or not here', async () => {
    for (const scope of [
      'area:3',
      'area:99',
      'area:330127999',
      'site:nowhere',
      'nothing',
      'area:330127x',
      '',
    ])
      expect([scope, (await open.get(`snapshot?scope=${scope}`)).status]).toEqual([scope, 404]);
  });
});

describe('API pages', () => {
  it('describe every route with its parameters and its answer', async () => {
    const { body } = await open.get('/docs/json');
    const paths = body.paths as Record<string, { get?: { parameters?: unknown[]; responses: object } }>;
    for (const path of [
      'sites',
      'teams',
      'activities',
      'orders',
      'snapshot',
      'series',
      'evidence',
      'evidence/item',
      'stars',
      'events',
    ])
      expect(paths[`/api/v1/${path}`]?.get?.parameters?.length).toBeGreaterThan(0);
    expect(paths['/api/v1/counties/{code}']?.get?.responses).toHaveProperty('200');
  });
});
