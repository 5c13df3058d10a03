import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { AlertsAnswer, CommandAnswer, DeskAlert } from '../../shared/wire/desk.ts';
import type { EvidenceAnswer } from '../../shared/wire/http.ts';
import { countyCode, type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { eventOf } from '../support/station.ts';
import { until } from '../support/until.ts';

const station = '330127100001';
const hourMs = 3_600_000;

let server: Server;
let key: string;
let wang: SignedIn;
let yan: SignedIn;
let leader: SignedIn;
let commands = 0;
/** What another system was told. */
const told: string[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (piece: Buffer) => {
    body += piece.toString();
  });
  request.on('end', () => {
    told.push(body);
    response.end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
  const { port } = receiver.address() as AddressInfo;
  server = await startServer({
    ANONYMOUS_READ: 'true',
    WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    WEBHOOK_SECRET: 'a-secret-of-more-than-24-letters',
  });
  ({ key } = await server.makeKey());
  wang = await server.makeUser('operator', 'wang');
  yan = await server.makeUser('operator', 'yan');
  leader = await server.makeUser('leader');
  // Urgent and unanswered for an hour; rated low; nobody has checked out.
  await send(
    'order.placed',
    order('late', { urgent: true, requester: { name: '严某某', phone: '13812345678' } }),
    3,
  );
  await send('order.placed', order('rated'), 2);
  await send('order.rated', { orderId: 'rated', score: 1 }, 1);
  await send('volunteer.checked-in', { recordId: 'r', volunteerId: 'v-77' }, 13);
});
afterAll(async () => {
  await server.stop();
  receiver.close();
});

const order = (orderId: string, more: object = {}) => ({
  ...{ orderId, kind: 'service', category: 'culture', title: '想看越剧' },
  ...more,
});

async function send(type: string, data: Record<string, unknown>, hoursAgo: number): Promise<void> {
  const time = new Date(Date.now() - hoursAgo * hourMs).toISOString();
  const answer = await server.post(key, JSON.stringify(eventOf(type, data, { site: station, time })));
  expect(answer.body.accepted).toBe(1);
}

const late = `order-unanswered:${countyCode}:late`;
const low = `low-rating:${countyCode}:rated`;
const open = `open-check-in:${countyCode}:record:${station}:r`;

const read = async (who = wang): Promise<AlertsAnswer> =>
  (await who.call<AlertsAnswer>('GET', `desk/alerts?county=${countyCode}`)).body;

const found = (id: string, holds: (alert: DeskAlert) => boolean = () => true, who = wang) =>
  until(`${id} is told so`, async () =>
    (await read(who)).items.find((alert) => alert.id === id && holds(alert)),
  );

const command = <T = CommandAnswer>(who: SignedIn, id: string, name: string, body: object) =>
  who.call<T>('POST', `desk/alerts/${countyCode}/${encodeURIComponent(id)}/${name}`, {
    commandId: `command-${++commands}`,
    ...body,
  });

const board = async (): Promise<Board> =>
  (await server.get<{ board: Board }>(`snapshot?scope=area:${countyCode}`)).body.board;

describe('alerts at the desk', () => {
  test('the gravest first, with what they are about and who answers for it', async () => {
    await found(open);
    const { items, total } = await read();
    expect(total).toBe((await board()).now.alerts);
    expect(items.map(({ id }) => id).slice(0, 2)).toEqual([late, low]);
    expect(items[0]).toMatchObject({
      rule: 'order-unanswered',
      severity: 'urgent',
      owner: { code: '330127100-S' },
      item: { kind: 'order', id: 'late', site: station },
      comments: [],
      seen: 0,
    });
    expect(JSON.stringify(items)).not.toMatch(/v-77(?![\w-])/);
  });

  test('say why they are on the list of what waits', async () => {
    const { body } = await wang.call<EvidenceAnswer>(
      'GET',
      `evidence?scope=area:${countyCode}&path=now.alerts`,
    );
    const titles = body.items.map(({ title }) => title);
    expect(titles).toHaveLength(body.value ?? 0);
    expect(titles.filter((title) => title.startsWith('想看越剧')).sort()).toEqual([
      '想看越剧 · 低分待回访',
      '想看越剧 · 超时未响应',
    ]);
    expect(titles.filter((title) => title.endsWith('未签退'))).toHaveLength(1);
  });

  test('acknowledged: on the board under a masked name, and the slower operator is told', async () => {
    await found(late);
    const first = await command(wang, late, 'acknowledge', { seen: 0 });
    expect(first.status).toBe(200);
    const slower = await command<{ code: string }>(yan, late, 'acknowledge', { seen: 0 });
    expect(slower).toMatchObject({ status: 409, body: { code: 'overtaken' } });
    const alert = await found(late, ({ acknowledged }) => acknowledged !== undefined);
    expect(alert).toMatchObject({ acknowledged: { by: 'w**' }, seen: first.body.seen });
    await until('the wall shows it', async () => (await board()).alerts[late]?.acknowledgedBy === 'w**');
  });

  test('given to somebody, commented, and quiet for a while: listed all the same', async () => {
    await found(low);
    const assigned = await command(wang, low, 'assign', { seen: 0, to: '千岛湖镇文明实践所' });
    const { seen } = assigned.body;
    const commented = await command(wang, low, 'comment', { seen, text: '电话 13900001111 无人接听' });
    const end = new Date(Date.now() + hourMs).toISOString();
    const snoozed = await command(wang, low, 'snooze', { seen: commented.body.seen, until: end });
    expect([assigned.status, commented.status, snoozed.status]).toEqual([200, 200, 200]);
    const alert = await found(low, (one) => one.snoozed !== undefined);
    expect(alert.assigned?.to).toBe('千岛湖镇文明实践所');
    expect(alert.comments).toMatchObject([{ by: 'w**', text: '电话 13900001111 无人接听' }]);
    expect((await found(low, () => true, leader)).comments[0]).not.toHaveProperty('text');
    const shown = (await board()).alerts[low];
    expect(shown).toMatchObject({ owner: '千岛湖镇文明实践所', snoozedUntil: end });
  });

  test('refused: what is not open, a pause without an end, leaders, and a county that is not here', async () => {
    await found(late);
    const { seen } = await found(late);
    const far = new Date(Date.now() + 8 * 24 * hourMs).toISOString();
    const status = async (...args: Parameters<typeof command>) => (await command(...args)).status;
    expect(await status(wang, late, 'snooze', { seen, until: far })).toBe(422);
    expect(await status(wang, late, 'snooze', { seen, until: '2020-01-01T00:00:00Z' })).toBe(422);
    expect(await status(wang, `order-overdue:${countyCode}:late`, 'acknowledge', { seen: 0 })).toBe(409);
    expect(await status(wang, 'site-silent:330127100001', 'acknowledge', { seen: 0 })).toBe(409);
    expect(await status(leader, late, 'acknowledge', { seen })).toBe(403);
    const elsewhere = await wang.call('GET', 'desk/alerts?county=999999');
    expect(elsewhere.status).toBe(404);
    expect((await server.get(`desk/alerts?county=${countyCode}`)).status).toBe(401);
  });

  test('closed by itself when the cause is gone, which is told for 7 days', async () => {
    await found(open);
    await send('volunteer.checked-out', { recordId: 'r' }, 0);
    const closed = await until('it is closed', async () => {
      const answer = await read();
      return answer.items.every(({ id }) => id !== open) && answer.closed.find(({ id }) => id === open);
    });
    expect(closed).toMatchObject({ rule: 'open-check-in', cause: 'checked-out', scope: `site:${station}` });
  });
});

describe('alerts of places that an event ends', () => {
  const dayMs = 24 * hourMs;
  const silent = 'site-silent:330127100';

  test('[A2] [A7] are told with when, by what, and what had been said of them', async () => {
    await send('activity.started', { activityId: 'old', title: '旧', category: 'theory' }, 24 * 200);
    const { seen } = await found(silent);
    const commented = await command(wang, silent, 'comment', { seen, text: '已电话督促' });
    expect(commented.status).toBe(200);
    await found(silent, ({ comments }) => comments.length > 0);
    await send('activity.started', { activityId: 'new', title: '新', category: 'theory' }, 0);
    const ended = (rule: string) =>
      until(`${rule} has ended`, async () => (await read()).closed.find((one) => one.rule === rule));
    const silence = await ended('site-silent');
    expect(silence).toMatchObject({ id: silent, scope: `site:${station}`, cause: 'activity' });
    expect(silence.comments).toMatchObject([{ by: 'w**', text: '已电话督促' }]);
    expect(Date.now() - Date.parse(silence.closedAt)).toBeLessThan(dayMs / 24);
    expect((await read(leader)).closed.find(({ id }) => id === silent)?.comments[0]).not.toHaveProperty(
      'text',
    );
    expect(await ended('platform-gap')).toMatchObject({
      ...{ id: 'platform-gap:330127100', scope: 'area:330127100', title: '理论宣讲', cause: 'activity' },
    });
  });
});

describe('urgent alerts', () => {
  test('are told to another system once, with nobody’s name and no words of a resident', async () => {
    const admin = await server.makeUser('admin');
    const list = async (state: string) =>
      (
        await admin.call<{ configured: boolean; items: { id: string; state: string }[] }>(
          'GET',
          `admin/webhooks?state=${state}`,
        )
      ).body;
    await until('it is delivered', async () => (await list('delivered')).items.length > 0);
    const { configured, items } = await list('delivered');
    expect([configured, items.length, told.length]).toEqual([true, 1, 1]);
    const [body = ''] = told;
    expect(JSON.parse(body)).toMatchObject({
      id: items[0]?.id,
      type: 'alert.urgent',
      alert: { id: late, rule: 'order-unanswered', title: '超时未响应 · 千岛湖镇', town: '330127100' },
    });
    for (const secret of ['严', '13812345678', '138*', '越剧']) expect(body).not.toContain(secret);
    const again = await admin.call('POST', `admin/webhooks/${items[0]?.id}/retry`);
    expect(again.status).toBe(404);
    expect((await wang.call('GET', 'admin/webhooks')).status).toBe(403);
    expect(await server.cli('webhook', 'list', '--state', 'dead')).toEqual({ items: [] });
  });
});
