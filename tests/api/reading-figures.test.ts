import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadingServer, type ReadingServer } from './reading-server.ts';

let open: ReadingServer;
beforeAll(async () => {
  open = await openReadingServer({ anonymous: true });
});
afterAll(() => open.close());

type Rows = Record<string, unknown>[];

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

  it('does not give away volunteers by its cursor either', async () => {
    const { cursor } = (await at('totals.month.activeVolunteers', '&limit=1')).body;
    const held = Buffer.from(String(cursor), 'base64url').toString();
    expect(held).toMatch(/^\["[\w-]{8}","[\w-]{40,}"\]$/);
    const inner = Buffer.from((JSON.parse(held) as string[])[1] ?? '', 'base64url').toString('latin1');
    expect(inner).not.toContain('member');
  });
});
