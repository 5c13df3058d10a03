/** One activity or order by itself: what its events make of it, for whom, and nothing of a resident. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEvent, now } from '../unit/server/query/story.ts';
import { openReadingServer, type ReadingServer } from './reading-server.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const placedAt = now - 50 * hourMs;

const order = {
  orderId: 'o.x',
  kind: 'service',
  category: 'art',
  title: '请打 13812345678 找严子陵',
} as const;
const personal = { requester: { name: '严子陵', phone: '13812345678' }, comment: '很好，谢谢小王' };
const team = { orderId: 'o.x', teamId: 'T2' };
const county = '330127';

const events = [
  makeEvent(county, 'a.s1', 'x1', 'order.placed', placedAt, order, personal),
  makeEvent(county, 'a.i1', 'x2', 'order.offered', placedAt + 90 * minuteMs, team),
  makeEvent(county, 'a.i1', 'x3', 'order.accepted', placedAt + 2 * hourMs, team),
  makeEvent(county, 'a.s1', 'y1', 'activity.published', placedAt, {
    activityId: 'x/1',
    title: '戏曲下乡',
    category: 'art',
    teamId: 'unknown.team',
    plannedStart: iso(placedAt + hourMs),
    plannedEnd: iso(placedAt + 3 * hourMs),
    venue: '礼堂',
  }),
  makeEvent(county, 'a.s1', 'y2', 'activity.started', placedAt + hourMs, { activityId: 'x/1' }),
];
const later = [
  makeEvent(county, 'a.s1', 'x4', 'order.completed', placedAt + 26 * hourMs, {
    orderId: 'o.x',
    beneficiaries: 12,
  }),
  makeEvent(
    county,
    'a.s1',
    'x5',
    'order.rated',
    placedAt + 27 * hourMs,
    { orderId: 'o.x', score: 5 },
    personal,
  ),
  makeEvent(county, 'b.s1', 'x6', 'order.rated', placedAt + 28 * hourMs, { orderId: 'o.x', score: 1 }),
  makeEvent(county, 'a.s1', 'y3', 'activity.ended', placedAt + 2 * hourMs, {
    activityId: 'x/1',
    participants: 30,
    beneficiaries: 80,
  }),
];

let open: ReadingServer;
let closed: ReadingServer;
beforeAll(async () => {
  open = await openReadingServer({ anonymous: true });
  closed = await openReadingServer({ anonymous: false });
  // On the closed server the order is still under way.
  await closed.told.take(events);
  await open.told.take([...events, ...later]);
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const ofOrder = (scope: string) => `evidence/item?scope=${scope}&kind=order&id=o.x`;
const ofActivity = (scope: string) =>
  `evidence/item?scope=${scope}&kind=activity&id=${encodeURIComponent('x/1')}`;
const named = (facts: unknown): [string, unknown, string][] =>
  (facts as { label: { zh: string }; value: unknown; unit: { zh: string } }[]).map(
    ({ label, value, unit }) => [label.zh, value, unit.zh],
  );
const told = (steps: unknown): unknown[][] =>
  (steps as { type: string; at: string; site: string; team?: { name?: string }; score?: number }[]).map(
    ({ type, at, site, team: { name } = {}, score }) => [type, at, site, name, score],
  );

describe('an order by itself', () => {
  it('[N5] tells how far it has come, who has it, and its next limit', async () => {
    const { status, body } = await closed.get(ofOrder('area:330127'), 'county');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'order',
      id: 'o.x',
      title: '文艺类点单 · 镇100',
      site: 'a.s1',
      town: '330127100',
      category: 'art',
      platform: 'culture',
      team: { id: 'T2', name: '二队' },
      limitAt: iso(placedAt + 7 * 24 * hourMs),
      waitsFor: 'completion',
      asOf: iso(now),
    });
    expect(named(body.facts)).toEqual([['响应用时', 90, '分钟']]);
    expect(told(body.steps)).toEqual([
      ['order.placed', iso(placedAt), 'a.s1', undefined, undefined],
      ['order.offered', iso(placedAt + 90 * minuteMs), 'a.i1', '二队', undefined],
      ['order.accepted', iso(placedAt + 2 * hourMs), 'a.i1', '二队', undefined],
    ]);
  });

  it('is the join of its events, as far as they take part [J7], and has no limit once it is done', async () => {
    const { body } = await open.get(ofOrder('site:a.s1'));
    expect(named(body.facts)).toEqual([
      ['响应用时', 90, '分钟'],
      ['办结用时', 26 * 60, '分钟'],
      ['惠及人次', 12, '人次'],
      ['评分', 5, '分'],
    ]);
    expect(body).not.toHaveProperty('limitAt');
    expect(body).not.toHaveProperty('waitsFor');
    expect(told(body.steps).map(([type, , , , score]) => [type, score])).toEqual([
      ['order.placed', undefined],
      ['order.offered', undefined],
      ['order.accepted', undefined],
      ['order.completed', undefined],
      ['order.rated', 5],
    ]);
  });

  it('holds nothing that a resident wrote or is', async () => {
    const text = JSON.stringify((await open.get(ofOrder('area:33'))).body);
    expect(text).not.toMatch(/严子陵|13812345678|小王|请打/);
    const whole = await closed.get(ofOrder('area:330127'), 'leader');
    expect(whole.body.title).toBe('请打 *** 找严子陵');
    expect(JSON.stringify(whole.body)).not.toMatch(/13812345678|小王/);
  });
});

describe('an activity by itself', () => {
  it('[M1] [M2] tells its plan, its course and whom it reached', async () => {
    const { body } = await open.get(`${ofActivity('area:330127100')}&site=a.s1`);
    expect(body).toMatchObject({
      kind: 'activity',
      id: 'x/1',
      title: '戏曲下乡',
      town: '330127100',
      platform: 'culture',
      team: { id: 'unknown.team' },
    });
    expect(body.team).not.toHaveProperty('name');
    expect(named(body.facts)).toEqual([
      ['计划开始', iso(placedAt + hourMs), '时刻'],
      ['计划结束', iso(placedAt + 3 * hourMs), '时刻'],
      ['开始', iso(placedAt + hourMs), '时刻'],
      ['结束', iso(placedAt + 2 * hourMs), '时刻'],
      ['参与人次', 30, '人次'],
      ['惠及人次', 80, '人次'],
    ]);
    expect(told(body.steps).map(([type]) => type)).toEqual([
      'activity.published',
      'activity.started',
      'activity.ended',
    ]);
  });

  it('is a thing of its site, so that a request without one is refused', async () => {
    expect((await open.get(ofActivity('area:330127'))).status).toBe(400);
    expect((await open.get(`${ofActivity('area:330127')}&site=a.i1`)).status).toBe(404);
  });
});

describe('whoever asks', () => {
  it('finds what belongs to the scope alone', async () => {
    for (const scope of ['area:33', 'area:330127', 'area:330127100', 'site:a.s1'])
      expect([scope, (await open.get(ofOrder(scope))).status]).toEqual([scope, 200]);
    for (const scope of ['area:330106', 'area:330127101', 'site:a.i1', 'area:99'])
      expect([scope, (await open.get(ofOrder(scope))).status]).toEqual([scope, 404]);
    for (const query of ['kind=order&id=nothing', 'kind=order&id=o.x&site=a.i1'])
      expect((await open.get(`evidence/item?scope=area:330127&${query}`)).status).toBe(404);
    for (const query of ['kind=record&id=r.1', 'kind=order&id=', 'kind=order', 'id=o.x'])
      expect((await open.get(`evidence/item?scope=area:330127&${query}`)).status).toBe(400);
  });

  it('needs credentials where anonymous reading is off, and a display sees its scope alone', async () => {
    expect((await closed.get(ofOrder('area:330127'))).status).toBe(401);
    expect((await closed.get(ofOrder('area:330127'), 'station')).status).toBe(403);
    expect((await closed.get(ofOrder('area:330127100'), 'town')).status).toBe(200);
    expect((await closed.get(ofOrder('area:330127101'), 'town')).status).toBe(403);
    expect((await closed.get(ofOrder('area:330127'), 'town')).status).toBe(403);
    await closed.told.take([
      makeEvent(county, 'a.s4', 'z1', 'order.placed', placedAt, { ...order, orderId: 'o.z' }),
    ]);
    const other = 'kind=order&id=o.z';
    expect((await closed.get(`evidence/item?scope=area:330127100&${other}`, 'town')).status).toBe(404);
    expect((await closed.get(`evidence/item?scope=area:330127&${other}`, 'county')).status).toBe(200);
  });
});
