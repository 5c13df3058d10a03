import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CommandAnswer,
  OrderDetail,
  OvertakenProblem,
  QueueAnswer,
  SuggestionsAnswer,
} from '../../shared/wire/desk.ts';
import type { QualityAnswer } from '../../shared/wire/quality.ts';
import { countyCode, type Server, startServer } from '../support/server.ts';
import type { SignedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const station = '330127100001';
const townCode = '330127100';
const requester = { name: '严某某', phone: '13812345678', address: '千岛湖镇某村3组' };
const dayMs = 86_400_000;

let server: Server;
let key: string;
let lin: SignedIn;
let wang: SignedIn;
let commands = 0;

beforeAll(async () => {
  server = await startServer({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
  [lin, wang] = [await server.makeUser('operator', 'lin-1'), await server.makeUser('operator', 'wang-2')];
});
afterAll(() => server.stop());

const orders = `desk/orders/${countyCode}`;

/** What a resident asks for at a station. */
async function send(type: string, data: Record<string, unknown>, site = station, ms = Date.now()) {
  const { orderId } = data;
  const event = {
    ...{ id: `${type}-${orderId}-${ms}`, source: `/sites/${site}`, type, data },
    time: new Date(ms).toISOString(),
  };
  const answer = await server.post(key, JSON.stringify(event));
  expect(answer.body.results?.[0]?.status).toBe('accepted');
}

const place = (orderId: string, more: Record<string, unknown> = {}, ms?: number) =>
  send(
    'order.placed',
    { orderId, kind: 'service', category: 'culture', title: `想看越剧 ${orderId}`, requester, ...more },
    station,
    ms,
  );

const open = async (id: string, who = lin): Promise<OrderDetail> =>
  (await who.call<OrderDetail>('GET', `${orders}/${id}`)).body;

/** A command on what an operator has just seen, unless it says what he saw. */
async function command<T = CommandAnswer>(who: SignedIn, id: string, name: string, body: object = {}) {
  const seen = 'seen' in body ? {} : { seen: (await open(id, who)).seen };
  const commandId = `command-${++commands}`;
  return who.call<T>('POST', `${orders}/${id}/${name}`, { commandId, ...seen, ...body });
}

const queue = async (query = '', who = lin): Promise<QueueAnswer> =>
  (await who.call<QueueAnswer>('GET', `desk/queue?county=${countyCode}${query}`)).body;

const inQueue = (id: string, holds: (answer: QueueAnswer) => boolean = () => true, query = '') =>
  until(`${id} is in the queue`, async () => {
    const answer = await queue(query);
    return answer.items.some((row) => row.id === id) && holds(answer) ? answer : undefined;
  });

test('an order by telephone from beginning to end, each step with its operator', async () => {
  const made = await lin.call<CommandAnswer>('POST', orders, {
    commandId: 'by-hand-1',
    ...{ kind: 'service', category: 'culture', title: '请教扇面书法', townCode, requester },
  });
  expect(made.status).toBe(200);
  const id = made.body.id ?? '';
  const again = await lin.call<CommandAnswer>('POST', orders, {
    commandId: 'by-hand-1',
    ...{ kind: 'service', category: 'culture', title: '请教扇面书法', townCode, requester },
  });
  expect(again.body).toEqual(made.body);
  expect(await open(id)).toMatchObject({ state: 'open', step: 'placed', requester, town: townCode });

  const { items } = (await lin.call<SuggestionsAnswer>('GET', `${orders}/${id}/suggestions`)).body;
  const [team] = items;
  expect(items).toHaveLength(20);
  expect(team?.reasons.map(({ kind }) => kind)).toEqual([
    'category',
    'distance',
    'load',
    'acceptance',
    'rating',
  ]);
  expect((await command(lin, id, 'offer', { team: team?.id })).status).toBe(200);
  expect((await command(lin, id, 'decline', { reason: '本周排满' })).status).toBe(200);
  const declined = (await lin.call<SuggestionsAnswer>('GET', `${orders}/${id}/suggestions`)).body;
  expect(declined.items.map((one) => one.id)).not.toContain(team?.id);
  const [, second] = items;
  await command(wang, id, 'offer', { team: second?.id });
  await command(wang, id, 'accept');
  await command(wang, id, 'note', { text: '队长电话 13900001111' });
  await command(wang, id, 'complete', { beneficiaries: 12 });
  await command(lin, id, 'rate', { score: 2, comment: '人来晚了' });
  const low = await inQueue(id, () => true, '&only=low-rating');
  expect(low.items[0]).toMatchObject({ id, waitsFor: 'call-back', rating: 2, declined: 1, notes: 1 });
  await command(lin, id, 'call-back', { note: '已致歉' });
  const done = await open(id);
  expect(done).toMatchObject({ state: 'completed', beneficiaries: 12, rating: 2, team: { id: second?.id } });
  expect(done.history.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
    'order.placed lin-1',
    'order.offered lin-1',
    'order.declined lin-1',
    'order.offered wang-2',
    'order.accepted wang-2',
    'desk.noted wang-2',
    'order.completed wang-2',
    'order.rated lin-1',
    'desk.called-back lin-1',
  ]);
  // Contact data is for open orders alone, and so is what was noted of somebody’s number.
  expect(JSON.stringify(done)).not.toMatch(/13812345678|13900001111|严某某/);
});

describe('the queue', () => {
  test('[N5] [R2] holds open orders by the time that is left, in pages, filtered and searched', async () => {
    const now = Date.now();
    await place('late', {}, now - 2 * dayMs);
    await place('soon', { dueAt: new Date(now + 3_600_000).toISOString(), category: 'law' });
    await place('urgent', { urgent: true, townCode: '330127101' });
    await inQueue('urgent');
    const whole = await inQueue('soon');
    const ids = whole.items.map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['late', 'soon', 'urgent']);
    expect(whole.total).toBe(ids.length);
    const first = await queue('&limit=1');
    expect(first).toMatchObject({ items: [{ id: 'late', waitsFor: 'answer' }], total: whole.total });
    const second = await queue(`&limit=1&cursor=${first.cursor}`);
    expect(second.items.map(({ id }) => id)).toEqual(['soon']);
    const found = async (query: string) => (await queue(query)).items.map(({ id }) => id);
    expect(await found('&only=overdue')).toEqual(['late']);
    expect(await found('&only=urgent')).toEqual(['urgent']);
    expect(await found('&category=law')).toEqual(['soon']);
    expect(await found('&town=330127101')).toEqual(['urgent']);
    expect(await found(`&search=${encodeURIComponent('越剧 SOON')}`)).toEqual(['soon']);
    expect(await found('&step=accepted')).toEqual([]);
    expect((await lin.call('GET', `desk/queue?county=${countyCode}&cursor=x`)).status).toBe(400);
  });

  test('tells a leader no contact data, and obeys none of his commands', async () => {
    const leader = await server.makeUser('leader');
    await place('seen', { title: '请打 13812345678 找我' });
    await inQueue('seen');
    const rows = await leader.call('GET', `desk/queue?county=${countyCode}`);
    const order = await leader.call<OrderDetail>('GET', `${orders}/seen`);
    expect(JSON.stringify([rows.body, order.body])).not.toMatch(/13812345678|严某某|3组/);
    expect(order.body).toMatchObject({ commands: [], requester: { name: '严**', phone: '138****5678' } });
    expect((await command(leader, 'seen', 'note', { text: '看过' })).status).toBe(403);
    expect((await server.get(`desk/queue?county=${countyCode}`)).status).toBe(401);
  });
});

describe('two operators', () => {
  test('race for an order, a hundred times: one wins, and the other is told who it was', async () => {
    await place('race');
    const teams = ['Z', 'L01'] as const;
    for (let round = 0; round < 100; round++) {
      const { seen } = await open('race');
      const name = round % 2 === 0 ? 'offer' : 'withdraw';
      const [a, b] = await Promise.all(
        [lin, wang].map((who, n) =>
          command<CommandAnswer & OvertakenProblem>(who, 'race', name, {
            ...(name === 'offer' ? { team: teams[n] } : { reason: '换队' }),
            seen,
          }),
        ),
      );
      if (!a || !b) throw new Error('no answer');
      expect([a.status, b.status].sort()).toEqual([200, 409]);
      const [won, lost, winner] = a.status === 200 ? [a, b, 'lin-1'] : [b, a, 'wang-2'];
      expect(lost.body).toMatchObject({ code: 'overtaken', newer: [{ actor: winner }] });
      expect(lost.body.seen).toBe(won.body.seen);
      expect((await open('race')).seen).toBe(won.body.seen);
    }
    const { history } = await open('race');
    expect(history.filter(({ type }) => type === 'order.offered')).toHaveLength(50);
  }, 60_000);

  test('merge two orders into each other at once: one of them stays', async () => {
    await place('twin-a');
    await place('twin-b');
    const [a, b] = await Promise.all([
      command(lin, 'twin-a', 'merge', { into: 'twin-b' }),
      command(wang, 'twin-b', 'merge', { into: 'twin-a' }),
    ]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    const states = [(await open('twin-a')).state, (await open('twin-b')).state].sort();
    expect(states).toEqual(['merged', 'open']);
  });
});

describe('a command', () => {
  test('is done once, however often it is sent', async () => {
    await place('once');
    const { seen } = await open('once');
    const sent = { commandId: 'sent-twice', seen, text: '已联系' };
    const first = await lin.call('POST', `${orders}/once/note`, sent);
    const second = await lin.call('POST', `${orders}/once/note`, sent);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    const other = await lin.call('POST', `${orders}/once/note`, { ...sent, text: '未接通' });
    expect(other).toMatchObject({ status: 409, body: { code: 'id-conflict' } });
    expect(await open('once')).toMatchObject({ notes: 1 });
  });

  test('is taken back by whoever gave it, as long as nothing rests on it', async () => {
    await place('back');
    const { seqs } = (await command(lin, 'back', 'merge', { into: 'late' })).body;
    expect(await open('back')).toMatchObject({ state: 'merged', mergedInto: 'late' });
    await until('the other order tells of it', async () =>
      (await open('late')).similar.some(({ id, merged }) => id === 'back' && merged),
    );
    expect(await command(wang, 'back', 'undo', { seq: seqs[0] })).toMatchObject({
      status: 409,
      body: { code: 'invalid-state' },
    });
    expect((await command(lin, 'back', 'undo', { seq: seqs[0] })).status).toBe(200);
    const back = await open('back');
    expect(back).toMatchObject({ state: 'open', step: 'placed' });
    expect(back.history.filter(({ retracted }) => retracted?.actor === 'lin-1')).toHaveLength(2);
  });

  test('is refused for what is not there, or not possible', async () => {
    await place('wrong');
    expect((await command(lin, 'wrong', 'offer', { team: 'nobody' })).status).toBe(422);
    expect((await command(lin, 'wrong', 'complete')).body).toMatchObject({ code: 'invalid-state' });
    expect((await command(lin, 'wrong', 'cancel', { reason: ' ' })).status).toBe(400);
    expect((await command(lin, 'wrong', 'note', { text: 'a\u0000b' })).status).toBe(400);
    expect((await command(lin, 'none', 'note', { text: '?', seen: 0 })).status).toBe(404);
    const elsewhere = await lin.call('GET', 'desk/queue?county=610902');
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'unknown-scope' } });
  });

  test('is in the journal with who gave it, and its words apart from it', async () => {
    await place('told');
    await command(lin, 'told', 'note', { text: '住三楼' });
    const row = (await server.journal()).filter(({ type }) => type === 'desk.noted').at(-1);
    expect(row).toMatchObject({ actor: 'user:lin-1', source: '/sites/330127-Z', data: '{"orderId":"told"}' });
    expect(row?.personal).toBe('{"text":"住三楼"}');
  });
});

test('data quality: what is confirmed is no finding any more, what is revoked counts no more, and both go back', async () => {
  const now = Date.now();
  const record = { recordId: 'long', volunteerId: 'v-1' };
  await send('volunteer.checked-in', record, station, now - 20 * 3_600_000);
  await send('volunteer.checked-out', { recordId: 'long' }, station, now - 3_600_000);
  const thing = `record:${station}:long`;
  const finding = async () => {
    const path = `desk/quality?county=${countyCode}&kind=implausible`;
    const { items } = (await lin.call<QualityAnswer>('GET', path)).body;
    return items.find((item) => item.thing === thing);
  };
  const found = () =>
    until('the shift is doubted', async () => {
      const item = await finding();
      return item?.commands.length === 2 ? item : undefined;
    });
  const handled = (zh: string, seq?: number) =>
    until('it is handled, and can be taken back', async () => {
      const item = await finding();
      return item?.zh === zh && item.commands.length === 0 && item.undoable === seq;
    });
  const say = async (name: string, body: object) => {
    const path = `desk/quality/${countyCode}/${name}`;
    const answer = await lin.call<CommandAnswer>('POST', path, {
      ...{ commandId: `quality-${++commands}`, thing, ...body },
    });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const { rule, zh, seen } = await found();
  expect(zh).toBe('单次 19 小时，超过上限');
  const confirmed = await say('confirm', { rule, note: '值夜', seen });
  await handled('核实无误', confirmed.seqs[0]);
  expect((await finding())?.confirmed).toMatchObject({ actor: 'lin-1', note: '值夜' });
  const undone = await say('undo', { seq: confirmed.seqs[0], seen: confirmed.seen });
  await found();
  const revoked = await say('revoke', { rule, reason: '误签', seen: undone.seen });
  await handled('已撤销：误签', revoked.seqs[0]);
  await say('undo', { seq: revoked.seqs[0], seen: revoked.seen });
  await found();
  const leader = await server.makeUser('leader');
  const path = `desk/quality/${countyCode}/confirm`;
  expect((await leader.call('POST', path, {})).status).toBe(403);
});
