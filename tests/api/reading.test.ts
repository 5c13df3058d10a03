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

type Rows = Record<string, unknown>[];

async function walk(path: string, limit: number): Promise<Rows> {
  const rows: Rows = [];
  let cursor: unknown;
  do {
    const more: string = typeof cursor === 'string' ? `&cursor=${cursor}` : '';
    const { status, body } = await open.get(`${path}limit=${limit}${more}`);
    expect(status).toBe(200);
    rows.push(...(body.items as Rows));
    cursor = body.cursor;
  } while (cursor !== null);
  return rows;
}

describe('counties', () => {
  it('are listed, and each answers its profile with towns and whether data is simulated', async () => {
    expect((await open.get('counties')).body).toEqual({
      items: [
        { code: '330106', name: '县b' },
        { code: '330127', name: '县a' },
      ],
    });
    const { body } = await open.get('counties/330127');
    expect(body).toMatchObject({
      code: '330127',
      demo: true,
      wallText: 'category',
      sla: { responseHours: 24 },
    });
    expect(body.towns).toHaveLength(2);
    expect((await open.get('counties/330127/map')).body).toMatchObject({ kind: 'schematic' });
  });

  it('that are not here are 404', async () => {
    for (const path of ['counties/999999', 'counties/33', 'counties/x', 'counties/999999/map'])
      expect((await open.get(path)).status).toBe(404);
  });
});

describe('registers', () => {
  it('list sites in the order of the register, by area and by tier', async () => {
    const rows = await walk('sites?area=330127&', 3);
    expect(rows.map(({ code }) => code)).toEqual([
      'a.center',
      'a.branch',
      'a.i1',
      'a.i2',
      'a.s1',
      'a.s2',
      'a.s3',
      'a.s4',
    ]);
    expect(rows[4]).toEqual({
      code: 'a.s1',
      name: '站点 a.s1',
      tier: 'station',
      town: '330127100',
      parent: 'a.i1',
      lon: 119,
      lat: 29.6,
      status: 'open',
    });
    expect((await walk('sites?area=330127100&tier=station&', 500)).map(({ code }) => code)).toEqual([
      'a.s1',
      'a.s2',
    ]);
    expect(await walk('sites?', 5)).toHaveLength(16);
    expect(await walk('teams?area=33&', 2)).toHaveLength(6);
  });

  it('answer 400 for a limit over 500 and for a foreign cursor, 404 for an unknown area', async () => {
    const first = await open.get('sites?limit=2');
    const cursor = first.body.cursor;
    for (const [path, status] of [
      ['sites?limit=501', 400],
      ['sites?limit=0', 400],
      ['sites?limit=x', 400],
      ['sites?cursor=garbage', 400],
      ['sites?cursor=W10', 400],
      [`teams?cursor=${cursor}`, 400],
      ['sites?tier=palace', 400],
      ['sites?area=99', 404],
      ['sites?area=33012', 404],
      ['sites?area=330127999', 404],
    ] as const)
      expect([path, (await open.get(path)).status]).toEqual([path, status]);
  });
});

describe('activities and orders', () => {
  it('are newest first, and every page is of the same list', async () => {
    const orders = await walk('orders?area=330127&', 7);
    expect(orders).toEqual(await walk('orders?area=330127&', 500));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    expect(await walk('activities?', 11)).toHaveLength(120);
  });

  it('tell masked readers neither what a resident wrote nor where he is', async () => {
    const orders = await walk('orders?area=330127&', 500);
    expect(JSON.stringify(orders)).not.toMatch(/13812345678|119\.123|requester/);
    expect(orders.find(({ town }) => town === '330127101')).toMatchObject({ lon: 119.2, lat: 29.6 });
    const [mine] = (await closed.get('orders?area=330127', 'leader')).body.items as Rows;
    expect(mine).toBeDefined();
  });
});

describe('series', () => {
  it('has a point for each day, and sums by month', async () => {
    const scope = 'scope=area:330127&measure=activities&from=2026-10-01&to=2026-11-18';
    const daily = (await open.get(`series?${scope}`)).body;
    expect(daily).toMatchObject({ measure: 'activities', unit: '场', by: 'day' });
    const days = (daily.series as { all: [string, number][] }).all;
    expect(days).toHaveLength(49);
    const sum = days.filter(([day]) => day.startsWith('2026-11')).reduce((n, [, value]) => n + value, 0);
    const monthly = (await open.get(`series?${scope}&by=month`)).body.series as { all: [string, number][] };
    expect(monthly.all.map(([month]) => month)).toEqual(['2026-10', '2026-11']);
    expect(monthly.all[1]?.[1]).toBe(sum);
    const { board } = (await open.get('snapshot?scope=area:330127')).body as { board: Record<string, never> };
    expect(board).toMatchObject({ totals: { month: { activities: sum } } });
  });

  it('[P2] counts a volunteer once in a month, whole or not', async () => {
    const scope = 'scope=area:330127&measure=activeVolunteers&by=month';
    const whole = (await open.get(`series?${scope}&from=2026-11&to=2026-11`)).body.series;
    const part = (await open.get(`series?${scope}&from=2026-11-01&to=2026-11-18`)).body.series;
    expect(part).toEqual(whole);
  });

  it.each(['platform', 'category', 'team', 'child'])('split by %s sums to the whole', async (split) => {
    for (const scope of ['area:33', 'area:330127']) {
      const query = `scope=${scope}&measure=activities&from=2026-10-20&to=2026-11-18`;
      const whole = (await open.get(`series?${query}`)).body.series as { all: [string, number][] };
      const parts = (await open.get(`series?${query}&split=${split}`)).body.series as typeof whole;
      const sums = whole.all.map(([day], index) => [
        day,
        Object.values(parts).reduce((sum, line) => sum + (line[index]?.[1] ?? 0), 0),
      ]);
      expect(sums).toEqual(whole.all);
    }
  });

  it('refuses what has no meaning', async () => {
    for (const query of [
      'measure=activities&split=team&from=2020-01-01',
      'measure=activeVolunteers&split=team',
      'measure=ordersPlaced&split=platform',
      'measure=nothing',
      'measure=ordersOpen',
      'measure=activities&from=2026-02-30&to=2026-03-01',
      'measure=activities&from=2026-11-18&to=2026-11-17',
      'measure=activities&from=2025-01-01&to=2026-11-17',
      'measure=activities&by=year',
      'measure=activities&split=moon',
    ])
      expect([query, (await open.get(`series?scope=area:330127&${query}`)).status]).toEqual([query, 400]);
    expect((await open.get('series?measure=activities')).status).toBe(400);
    expect((await open.get('series?measure=activities&scope=area:9')).status).toBe(404);
  });
});

describe('evidence', () => {
  const at = (path: string, more = '') =>
    open.get(`evidence?scope=area:330127&path=${encodeURIComponent(path)}${more}`);

  it('is 404 for an unknown path, 400 for one that is no number, and open for a rate without a value', async () => {
    for (const path of ['totals.month.nothing', 'toString', 'constructor.name', 'totals.month.activities.x'])
      expect([path, (await at(path)).status]).toEqual([path, 404]);
    for (const path of ['title', 'totals', 'totals.month', 'children.330127100.freshness'])
      expect([path, (await at(path)).status]).toEqual([path, 400]);
    const town = 'evidence?scope=site:a.s2&path=orders.satisfaction';
    const { status, body } = await open.get(town);
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [], cursor: null, definition: { rules: ['R4'] } });
    expect(body).not.toHaveProperty('value');
  });

  it('carries a cursor only for its own question', async () => {
    const { cursor } = (await at('totals.year.activities', '&limit=2')).body;
    expect((await at('totals.year.activities', `&limit=2&cursor=${cursor}`)).status).toBe(200);
    expect((await at('totals.all.activities', `&limit=2&cursor=${cursor}`)).status).toBe(400);
  });

  it('[T2] holds the baseline as one item, and volunteers by a pseudonym', async () => {
    const { items } = (await at('totals.all.beneficiaries')).body as { items: Rows };
    expect(items.filter(({ kind }) => kind === 'baseline')).toMatchObject([{ amount: 5000 }]);
    const people = (await at('totals.month.activeVolunteers')).body as { items: Rows };
    for (const { id } of people.items) expect(id).toMatch(/^v-[A-Za-z0-9_-]{22}$/);
  });
});

describe('the journal', () => {
  it('is read in order without gaps', async () => {
    const seqs: number[] = [];
    for (let after = 0; ; ) {
      const { body } = await open.get(`events?county=330127&after=${after}&limit=50`);
      const items = body.items as { seq: number }[];
      if (items.length === 0) {
        expect(body.next).toBe(after);
        break;
      }
      seqs.push(...items.map(({ seq }) => seq));
      after = Number(body.next);
    }
    expect(seqs.length).toBeGreaterThan(300);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });

  it('masks numbers in titles, volunteers and places', async () => {
    const { body } = await open.get('events?county=330127&limit=500');
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/13812345678|119\.123|"volunteerId":"v\d/);
    expect(text).toContain('"specversion":"1.0"');
    const whole = JSON.stringify((await closed.get('events?county=330127&limit=500', 'leader')).body);
    expect(whole).toContain('13812345678');
  });

  it('is 404 for an unknown county and 400 for bad numbers', async () => {
    for (const [query, status] of [
      ['county=999999', 404],
      ['', 400],
      ['county=330127&after=-1', 400],
      ['county=330127&limit=501', 400],
    ] as const)
      expect([query, (await open.get(`events?${query}`)).status]).toEqual([query, status]);
  });
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
    const shown = /^(counties|sites|snapshot|series|evidence)/;
    for (const path of everything)
      expect([path, (await closed.get(path, 'county')).status]).toEqual([path, shown.test(path) ? 200 : 403]);
    for (const path of [
      'sites?area=330106',
      'snapshot?scope=area:33',
      'counties/330106',
      'snapshot?scope=site:b.s1',
    ])
      expect([path, (await closed.get(path, 'county')).status]).toEqual([path, 403]);
    for (const path of ['counties/330127', 'snapshot?scope=area:330127100', 'snapshot?scope=site:a.s1'])
      expect([path, (await closed.get(path, 'town')).status]).toEqual([path, 200]);
    for (const path of ['sites?area=330127', 'snapshot?scope=site:a.center', 'snapshot?scope=area:330127101'])
      expect([path, (await closed.get(path, 'town')).status]).toEqual([path, 403]);
    expect((await closed.get('counties', 'town')).body.items).toHaveLength(1);
    expect((await closed.get('sites', 'town')).body.items).toHaveLength(3);
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
    for (const path of ['sites', 'teams', 'activities', 'orders', 'snapshot', 'series', 'evidence', 'events'])
      expect(paths[`/api/v1/${path}`]?.get?.parameters?.length).toBeGreaterThan(0);
    expect(paths['/api/v1/counties/{code}']?.get?.responses).toHaveProperty('200');
  });
});
