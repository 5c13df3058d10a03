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
      ['sites?limit=1.5', 400],
      ['sites?limit=0x10', 400],
      ['sites?limit=', 400],
      ['sites?limit=%205', 400],
      ['sites?limit=5&limit=6', 400],
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
    const seenBy = async (role: string) =>
      JSON.stringify((await closed.get('events?county=330127&limit=500', role)).body);
    expect(await seenBy('leader')).not.toMatch(/13812345678|"volunteerId":"v\d/);
    expect(await seenBy('operator')).toContain('13812345678');
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
