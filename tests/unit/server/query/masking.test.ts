import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../../../server/query/refusal.ts';
import type { Sight } from '../../../../shared/domain/reader.ts';
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
      await opened.queries.events({ county, after: 0, limit: 10, sight: 'public' }),
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

describe('a leader', () => {
  it('gets what residents wrote without their contact data, and nothing that has no schema', async () => {
    const { items } = answered(
      await opened.queries.events({ county, after: 0, limit: 10, sight: 'masked-contacts' }),
    );
    expect(items[0]?.event.data).toEqual({
      ...{ orderId: 'o1', kind: 'service', category: 'art', title: '请打 ***', lon: 119, lat: 29.6 },
      requester: { name: '严**', phone: '138****5678' },
    });
    expect(items[2]?.event.data).toEqual({ volunteerId: pseudonym(county, 'v1'), name: '张**' });
  });
});

describe('an administrator', () => {
  it('gets no contact data at all', async () => {
    const { items } = answered(await opened.queries.events({ county, after: 0, limit: 10, sight: 'inside' }));
    expect(items.map(({ event }) => Object.keys(event.data))).not.toContain('requester');
    expect(JSON.stringify(items)).not.toMatch(/严|张/);
    const orders = answered(await opened.queries.orders({ limit: 10, sight: 'inside' }));
    expect(orders.items.map(({ requester }) => requester)).toEqual([undefined, undefined]);
  });
});

describe('orders', () => {
  it('show masked readers category and town, and what the events make of them', async () => {
    const { items } = answered(
      await opened.queries.orders({ scope: `area:${county}`, limit: 10, sight: 'public' }),
    );
    expect(items).toMatchObject([
      { id: 'o2', title: '文艺类点单 · 县a', state: 'placed' },
      { id: 'o1', title: '文艺类点单 · 镇100', state: 'cancelled', lon: 119, lat: 29.6, town: '330127100' },
    ]);
    expect(items[0]).not.toHaveProperty('lon');
    const whole = answered(await opened.queries.orders({ scope: `site:a.s1`, limit: 10, sight: 'inside' }));
    expect(whole.items).toMatchObject([{ id: 'o1', title: '请打 ***', lon: 119 }]);
  });
});

describe('pages of orders', () => {
  it('are stable while new ones arrive', async () => {
    const ask = (cursor?: string) =>
      opened.queries.orders({ limit: 1, sight: 'public', ...(cursor ? { cursor } : {}) });
    const first = answered(await ask());
    const data = { orderId: 'o3', kind: 'wish', category: 'art', title: '新' } as const;
    await opened.take([makeEvent(county, 'a.s1', 'e5', 'order.placed', now, data)]);
    const second = answered(await ask(first.cursor ?? undefined));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['o2', 'o1']);
    expect(second.cursor).toBeNull();
  });
});

describe('an operator', () => {
  const journal = async (limit = 10) =>
    answered(await opened.queries.events({ county, after: 0, limit, sight: 'open-contacts' })).items;

  it('gets a closed order as a leader does', async () => {
    const [placed] = await journal();
    expect(placed?.event.data).toMatchObject({ title: '请打 ***', requester: { name: '严**' } });
    expect(placed?.event.data).not.toHaveProperty('secret');
  });

  it('gets an open order as the station sent it, in the journal and in lists', async () => {
    const requester = { name: '诸葛望舒', phone: '13912345678', address: '威坪镇河村3组' };
    const data = {
      orderId: 'o9',
      kind: 'wish',
      category: 'art',
      title: '打 13912345678',
      lon: 118,
      lat: 29,
    } as const;
    await opened.take([
      makeEvent(county, 'a.s1', 'e9', 'order.placed', now, data, { requester, secret: 'x' }),
    ]);
    const placed = (await journal()).at(-1);
    expect(placed?.event).toMatchObject({
      id: 'e9',
      source: '/sites/a.s1',
      data: { ...data, requester, secret: 'x' },
    });
    const ask = async (sight: Sight) =>
      answered(await opened.queries.orders({ scope: 'site:a.s1', limit: 1, sight })).items[0];
    expect(await ask('open-contacts')).toMatchObject({ title: data.title, lon: 118, requester });
    expect(await ask('masked-contacts')).toMatchObject({
      ...{ title: '打 ***', lon: 119 },
      requester: { name: '诸葛**', phone: '139****5678', address: '威坪镇河村' },
    });
    await opened.take([makeEvent(county, 'a.s1', 'e10', 'order.completed', now, { orderId: 'o9' })]);
    expect(await ask('open-contacts')).toEqual(await ask('masked-contacts'));
    expect((await journal()).at(-2)?.event.data).toMatchObject({ requester: { name: '诸葛**' } });
  });
});
