import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../../../server/query/refusal.ts';
import { openTestStore, pseudonym, type TestStore } from './store.ts';
import { makeEvent, now } from './story.ts';

const county = '330127';
const hourMs = 3_600_000;
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
  const order = { orderId: 'o1', kind: 'service', category: 'art', title: '请打 13812345678' } as const;
  await opened.take([
    makeEvent(
      county,
      'a.s1',
      'e1',
      'order.placed',
      now - hourMs,
      { ...order, lon: 118.7654, lat: 29.1234 },
      {
        requester: { name: '严子陵', phone: '13812345678' },
        secret: '未知成员',
      },
    ),
    makeEvent(county, 'a.center', 'e2', 'order.placed', now - hourMs, {
      ...order,
      orderId: 'o2',
      lon: 118.7654,
      lat: 1,
    }),
    makeEvent(
      county,
      'a.s1',
      'e3',
      'volunteer.registered',
      now - hourMs,
      { volunteerId: 'v1' },
      { name: '张三丰' },
    ),
    makeEvent(county, 'a.s1', 'e4', 'order.cancelled', now - hourMs / 2, {
      orderId: 'o1',
      reason: '改打 057112345678',
    }),
  ]);
});
afterAll(() => opened.close());

describe('a masked reader of the journal', () => {
  it('gets the members of the event types alone, volunteers by their pseudonym, orders at the seat of their town', async () => {
    const { items, next } = answered(
      await opened.queries.events({ county, after: 0, limit: 10, masked: true }),
    );
    expect(next).toBe(4);
    expect(items.map(({ event }) => event.data)).toEqual([
      { orderId: 'o1', kind: 'service', category: 'art', title: '请打 ***', lon: 119, lat: 29.6 },
      { orderId: 'o2', kind: 'service', category: 'art', title: '请打 ***' },
      { volunteerId: pseudonym(county, 'v1') },
      { orderId: 'o1', reason: '改打 ***' },
    ]);
  });
});

describe('a reader who is not masked', () => {
  it('gets the event as the station sent it', async () => {
    const { items } = answered(await opened.queries.events({ county, after: 0, limit: 1, masked: false }));
    expect(items[0]).toMatchObject({
      seq: 1,
      event: {
        specversion: '1.0',
        id: 'e1',
        source: '/sites/a.s1',
        type: 'order.placed',
        time: new Date(now - hourMs).toISOString(),
        data: { title: '请打 13812345678', lon: 118.7654, requester: { name: '严子陵' }, secret: '未知成员' },
      },
    });
  });
});

describe('orders', () => {
  it('show masked readers category and town, and what the events make of them', async () => {
    const { items } = answered(
      await opened.queries.orders({ scope: `area:${county}`, limit: 10, masked: true }),
    );
    expect(items).toMatchObject([
      { id: 'o2', title: '文艺类点单 · 县a', state: 'placed' },
      { id: 'o1', title: '文艺类点单 · 镇100', state: 'cancelled', lon: 119, lat: 29.6, town: '330127100' },
    ]);
    expect(items[0]).not.toHaveProperty('lon');
    const whole = answered(await opened.queries.orders({ scope: `site:a.s1`, limit: 10, masked: false }));
    expect(whole.items).toMatchObject([{ id: 'o1', title: '请打 ***', lon: 118.7654 }]);
  });
});

describe('pages of orders', () => {
  it('are stable while new ones arrive', async () => {
    const ask = (cursor?: string) =>
      opened.queries.orders({ limit: 1, masked: true, ...(cursor ? { cursor } : {}) });
    const first = answered(await ask());
    const data = { orderId: 'o3', kind: 'wish', category: 'art', title: '新' } as const;
    await opened.take([makeEvent(county, 'a.s1', 'e5', 'order.placed', now, data)]);
    const second = answered(await ask(first.cursor ?? undefined));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['o2', 'o1']);
    expect(second.cursor).toBeNull();
  });
});
