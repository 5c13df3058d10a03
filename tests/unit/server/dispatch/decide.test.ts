import { describe, expect, test } from 'vitest';
import {
  type AnyOrderCommand,
  commandedAt,
  decide,
  possibleCommands,
} from '../../../../server/dispatch/decide.ts';
import { type Situation, situationOf } from '../../../../server/dispatch/situation.ts';
import { Register } from '../../../../shared/county/register.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import type { EventData, JournalEventType } from '../../../../shared/events/registry.ts';
import type { OrderCommand, OrderCommands } from '../../../../shared/wire/desk.ts';
import { event } from '../../../support/journal-events.ts';
import { sampleOrder } from '../../../support/sample-order.ts';
import { smallCounty } from '../../../support/small-county.ts';

const register = new Register(smallCounty());
const lin = 'user:lin';
const wang = 'user:wang';

/** Events one after the other, by whoever commanded them. */
class Story {
  readonly events: JournalEvent[] = [];

  say<T extends JournalEventType>(type: T, data: Omit<EventData<T>, 'orderId'>, actor?: string, id?: string) {
    const seq = this.events.length + 1;
    const at = `2026-11-22 ${String(8 + seq).padStart(2, '0')}:00`;
    const said = event(type, 'C', at, { orderId: 'o', ...data } as EventData<T>, id ?? `desk-${seq}`);
    this.events.push({ ...said, seq, ...(actor === undefined ? {} : { actor }) } as JournalEvent);
    return this;
  }

  get situation(): Situation {
    const situation = situationOf(this.events, register);
    if (!situation) throw new Error('no order');
    return situation;
  }

  try<C extends OrderCommand>(
    command: C,
    body: OrderCommands[C],
    actor = lin,
    other = sampleOrder({ id: 'p' }),
  ) {
    return decide(this.situation, { command, body } as AnyOrderCommand, { actor, other });
  }
}

const placed = () => new Story().say('order.placed', { kind: 'service', category: 'opera', title: '想看戏' });
const offered = (team = 'TA') => placed().say('order.offered', { teamId: team }, lin);
const held = () => offered().say('order.accepted', { teamId: 'TA' });
const completed = () => held().say('order.completed', {});

const refused = (code: 'invalid-state' | 'invalid-data', zh: RegExp) =>
  expect.objectContaining({ ok: false, code, zh: expect.stringMatching(zh) });

describe('offers', () => {
  test('[J6] go to a team of the register, anew to another one, and not twice to the same', () => {
    expect(placed().try('offer', { team: 'TA' })).toEqual({
      ok: true,
      said: [{ type: 'order.offered', data: { orderId: 'o', teamId: 'TA' } }],
    });
    expect(offered().try('offer', { team: 'TB' })).toMatchObject({ ok: true });
    expect(offered().try('offer', { team: 'TA' })).toEqual(refused('invalid-state', /已派给甲队/));
    expect(placed().try('offer', { team: 'XX' })).toEqual(refused('invalid-data', /没有队伍 XX/));
  });

  test('[J6] may go again to a team that declined', () => {
    const declined = offered().say('order.declined', { teamId: 'TA' });
    expect(declined.try('offer', { team: 'TA' })).toMatchObject({ ok: true });
  });

  test('are not made of what a team holds, or of what is over', () => {
    expect(held().try('offer', { team: 'TB' })).toEqual(refused('invalid-state', /甲队已接单/));
    expect(completed().try('offer', { team: 'TB' })).toEqual(refused('invalid-state', /已办结/));
    const cancelled = placed().say('order.cancelled', {});
    expect(cancelled.try('offer', { team: 'TB' })).toEqual(refused('invalid-state', /已撤单/));
  });

  test('[J6] are taken back from every team that has the order', () => {
    const decision = offered().say('order.offered', { teamId: 'TB' }).try('withdraw', { reason: '换队' });
    expect(decision).toEqual({
      ok: true,
      said: ['TA', 'TB'].map((teamId) => ({
        type: 'order.declined',
        data: { orderId: 'o', teamId, reason: '中心收回：换队' },
      })),
    });
    expect(placed().try('withdraw', { reason: '换队' })).toEqual(refused('invalid-state', /尚未派单/));
  });
});

describe('what is said by telephone', () => {
  test('a team accepts or declines what it was offered', () => {
    expect(offered().try('accept', {})).toMatchObject({
      said: [{ type: 'order.accepted', data: { teamId: 'TA' } }],
    });
    expect(placed().try('accept', {})).toEqual(refused('invalid-data', /写明接单队伍/));
    expect(placed().try('accept', { team: 'TB' })).toMatchObject({ ok: true });
    expect(held().try('accept', { team: 'TB' })).toEqual(refused('invalid-state', /已有队伍接单/));
    expect(held().try('decline', { reason: '人手不足' })).toMatchObject({
      said: [{ type: 'order.declined', data: { teamId: 'TA', reason: '人手不足' } }],
    });
    expect(offered().try('decline', { team: 'TB' })).toEqual(refused('invalid-data', /没有待答复/));
  });

  test('what nobody holds is not completed, and what is not completed is not rated', () => {
    expect(offered().try('complete', {})).toEqual(refused('invalid-state', /尚无队伍/));
    expect(held().try('complete', { beneficiaries: 3 })).toMatchObject({
      said: [{ type: 'order.completed', data: { orderId: 'o', beneficiaries: 3 } }],
    });
    expect(held().try('rate', { score: 5 })).toEqual(refused('invalid-state', /尚未办结/));
    expect(completed().try('rate', { score: 5 })).toMatchObject({ ok: true });
  });

  test('[A4] a low rating is called back once', () => {
    const low = completed().say('order.rated', { score: 2 });
    expect(completed().try('call-back', {})).toEqual(refused('invalid-state', /低分/));
    expect(low.try('call-back', { note: '已致歉' })).toMatchObject({
      said: [{ type: 'desk.called-back', data: { orderId: 'o', note: '已致歉' } }],
    });
    expect(low.say('desk.called-back', {}).try('call-back', {})).toEqual(refused('invalid-state', /低分/));
  });
});

describe('merging', () => {
  test('cancels the repetition and names what is worked on instead', () => {
    expect(placed().try('merge', { into: 'p' })).toEqual({
      ok: true,
      said: [
        { type: 'order.cancelled', data: { orderId: 'o', reason: '重复点单，并入 p' } },
        { type: 'desk.merged', data: { orderId: 'o', into: 'p' } },
      ],
    });
  });

  test('not into itself, into nothing, or into what is over', () => {
    expect(placed().try('merge', { into: 'o' })).toEqual(refused('invalid-data', /自身/));
    const none = decide(
      placed().situation,
      { command: 'merge', body: { into: 'q' } },
      { actor: lin, other: undefined },
    );
    expect(none).toEqual(refused('invalid-data', /没有点单 q/));
    const over = sampleOrder({ id: 'p', cancelledAt: 1 });
    expect(placed().try('merge', { into: 'p' }, lin, over)).toEqual(refused('invalid-state', /不在办/));
  });
});

describe('taking back', () => {
  test('one’s own command, with all its events', () => {
    const merged = placed()
      .say('order.cancelled', {}, lin, 'desk-m')
      .say('desk.merged', { into: 'p' }, lin, 'desk-m.1');
    expect(merged.try('undo', { seq: 3 })).toEqual({
      ok: true,
      said: ['desk-m', 'desk-m.1'].map((eventId) => ({
        type: 'event.retracted',
        data: { eventId, eventSource: '/sites/C', reason: '撤销操作' },
      })),
    });
    expect(merged.try('undo', { seq: 3 }, wang)).toEqual(refused('invalid-state', /没有可撤销/));
  });

  test('not once a stage rests on it, while notes rest on nothing', () => {
    const noted = offered().say('desk.noted', { text: '已联系' }, wang);
    expect(noted.try('undo', { seq: 2 })).toMatchObject({ ok: true });
    expect(noted.try('undo', { seq: 2 }, wang)).toMatchObject({ ok: false });
    expect(noted.try('undo', { seq: 3 }, wang)).toMatchObject({ ok: true });
    noted.say('order.accepted', { teamId: 'TA' });
    expect(noted.try('undo', { seq: 2 })).toMatchObject({ ok: false });
    expect(noted.try('undo', { seq: 3 }, wang)).toMatchObject({ ok: true });
  });

  test('an order by hand as long as it stands alone', () => {
    const byHand = new Story().say(
      'order.placed',
      { kind: 'wish', category: 'opera', title: '想看戏' },
      lin,
      'desk-n',
    );
    expect(byHand.try('undo', { seq: 1 })).toMatchObject({ ok: true });
    byHand.say('desk.noted', { text: '急' }, lin);
    expect(byHand.try('undo', { seq: 1 })).toEqual(refused('invalid-state', /其后没有进展/));
  });
});

test('the commands that are possible are those that are not refused for the state', () => {
  const commands = (story: Story) => possibleCommands(story.situation, { actor: lin }).join(' ');
  expect(commands(placed())).toBe('offer cancel note merge accept');
  expect(commands(offered())).toBe('offer withdraw cancel note merge undo accept decline');
  expect(commands(held())).toBe('withdraw cancel note merge decline complete');
  expect(commands(completed())).toBe('note rate');
  expect(commands(completed().say('order.rated', { score: 1 }))).toBe('call-back note rate');
});

test('[J6] a command comes after everything that was seen, though a station’s clock be ahead', () => {
  expect(commandedAt([{ at: 5 }, { at: 100 }], 50)).toBe(101);
  expect(commandedAt([{ at: 5 }], 50)).toBe(50);
});
