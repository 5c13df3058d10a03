import { describe, expect, test } from 'vitest';
import { decideQuality } from '../../../../server/dispatch/decide-quality.ts';
import { createDeskQueries } from '../../../../server/dispatch/desk-queries.ts';
import { Register } from '../../../../shared/county/register.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import type { QualityAnswer, QualityKind } from '../../../../shared/wire/quality.ts';
import { type CountyJournal, newEvent, withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { countyCode, smallCounty } from '../../../support/small-county.ts';

const now = local('2026-11-22 18:00');
const register = new Register(smallCounty());

async function ask(
  journal: CountyJournal,
  kind: QualityKind,
  page: { limit?: number; offset?: number } = {},
) {
  const queries = createDeskQueries({ store: journal.store, register: async () => journal.register });
  const whole = {
    county: countyCode,
    kind,
    sight: 'open-contacts' as const,
    limit: 50,
    offset: 0,
    actor: '',
  };
  return queries.deskQuality({ ...whole, ...page });
}

const said = ({ items }: QualityAnswer) => items.map(({ thing, zh }) => `${thing} ${zh}`);

const checkIn = (recordId: string, time: string, more: Record<string, string> = {}) =>
  event('volunteer.checked-in', 'A1', time, { recordId, volunteerId: 'v', ...more });
const checkOut = (recordId: string, time: string) => event('volunteer.checked-out', 'A1', time, { recordId });
const placed = (orderId: string, time: string, more: Record<string, unknown> = {}) =>
  event('order.placed', 'A1', time, {
    ...{ orderId, kind: 'service', category: 'opera', title: '想看越剧《五女拜寿》' },
    ...more,
  });

describe('findings', () => {
  test('[A6] what is implausible, with all that is doubted of a thing and what else it has to do with', async () => {
    const events = [
      ...[checkIn('r1', '2026-11-22 08:00'), checkOut('r1', '2026-11-22 10:00')],
      ...[checkIn('r2', '2026-11-22 09:00', { activityId: 'a' }), checkOut('r2', '2026-11-22 11:00')],
      event('activity.published', 'A1', '2026-11-22 09:30', {
        ...{ activityId: 'a', title: '戏', category: 'opera' },
        ...{ plannedStart: '2026-11-22T02:00:00Z', plannedEnd: '2026-11-22T03:00:00Z' },
      }),
      event('activity.ended', 'B1', '2026-11-22 12:00', { activityId: 'b', beneficiaries: 2001 }),
    ];
    await withJournal(events, now, async (journal) => {
      const answer = await ask(journal, 'implausible');
      expect(said(answer)).toEqual([
        'activity:B1:b 一场活动惠及 2001 人次',
        'record:A1:r2 早于活动发布 30 分钟；与同一志愿者的另外 1 条记录重叠 1 小时',
      ]);
      expect(answer.counts.implausible).toBe(2);
      expect(answer.items[1]).toMatchObject({
        others: [{ thing: 'record:A1:r1' }],
        commands: ['confirm', 'revoke'],
        seen: 4,
      });
      expect(JSON.stringify(answer)).not.toContain('"v"');
      const second = await ask(journal, 'implausible', { limit: 1, offset: 1 });
      expect(second.items.map(({ thing }) => thing)).toEqual(['record:A1:r2']);
    });
  });

  test('[N2] check-ins that nothing settles, and records that were reported twice', async () => {
    const events = [
      checkIn('open', '2026-11-21 08:00'),
      ...[checkIn('r1', '2026-11-22 08:00'), checkOut('r1', '2026-11-22 10:00')],
      ...[checkIn('r2', '2026-11-22 08:10'), checkOut('r2', '2026-11-22 10:05')],
      ...[checkIn('r3', '2026-11-22 10:10'), checkOut('r3', '2026-11-22 11:00')],
    ];
    await withJournal(events, now, async (journal) => {
      expect(said(await ask(journal, 'open-check-in'))).toEqual([
        'record:A1:open 签到后 34 小时 未签退、未补录',
      ]);
      const { items, counts } = await ask(journal, 'duplicate-record');
      expect(items).toMatchObject([{ thing: 'record:A1:r2', others: [{ thing: 'record:A1:r1' }] }]);
      expect(counts).toMatchObject({ 'open-check-in': 1, 'duplicate-record': 1 });
    });
  });

  test('open orders that look the same, until one is confirmed to be another', async () => {
    const twins = [placed('o1', '2026-11-22 09:00'), placed('o2', '2026-11-22 10:00')];
    const others = [
      placed('o3', '2026-11-22 11:00', { title: '请教书法' }),
      placed('o4', '2026-11-22 12:00', { kind: 'wish' }),
    ];
    await withJournal([...twins, ...others], now, async (journal) => {
      expect(said(await ask(journal, 'duplicate-order'))).toEqual([
        'order:o2 与 o1 可能重复：标题相同、同一乡镇、同一类别、两日之内',
      ]);
      await journal.append([
        event('desk.confirmed', 'C', '2026-11-22 13:00', { thing: 'order:o2', rule: 'duplicate-order' }),
      ]);
      await journal.project(now);
      expect(said(await ask(journal, 'duplicate-order'))).toEqual([]);
    });
  });

  test('[J7] stages that do not count, until somebody has looked at them', async () => {
    const rated = event('order.rated', 'B1', '2026-11-22 11:00', { orderId: 'o1', score: 5 });
    await withJournal([placed('o1', '2026-11-22 09:00'), rated], now, async (journal) => {
      expect(said(await ask(journal, 'left-out'))).toEqual(['order:o1 未计入：B1名的评单']);
      await journal.append([
        event('desk.confirmed', 'C', '2026-11-22 13:00', { thing: 'order:o1', rule: 'left-out' }),
      ]);
      await journal.project(now);
      expect((await ask(journal, 'left-out')).counts['left-out']).toBe(0);
    });
  });

  test('late entries by site and day, but not the history that a county begins with', async () => {
    const started = (activityId: string, time: string) =>
      event('activity.started', 'A1', time, { activityId });
    const arrived = (one: JournalEvent, time: string) => ({
      ...newEvent(one, register),
      receivedAt: local(time),
    });
    await withJournal([], now, async (journal) => {
      await journal.store.append([
        arrived(started('history', '2026-10-01 09:00'), '2026-11-20 08:00'),
        arrived(started('late', '2026-11-18 09:00'), '2026-11-22 08:00'),
        arrived(started('later', '2026-11-20 09:00'), '2026-11-22 09:00'),
        arrived(started('soon', '2026-11-21 09:00'), '2026-11-22 09:00'),
      ]);
      await journal.project(now);
      const { items } = await ask(journal, 'late-entry');
      expect(items).toMatchObject([
        { zh: '2026-11-22 补报 2 条，最晚迟 3 天', site: 'A1', facts: [{ value: 2 }] },
      ]);
    });
  });

  test('[N7] sources that are not live, the longest silent first', async () => {
    const heartbeat = event('site.heartbeat', 'A1', '2026-11-22 10:00', {});
    await withJournal([heartbeat], now, async (journal) => {
      const { items, counts } = await ask(journal, 'source');
      expect(items.at(-1)).toMatchObject({ site: 'A1', rule: 'late', zh: '8 小时没有数据' });
      expect(items[0]).toMatchObject({ rule: 'silent', zh: '从未有过数据' });
      expect(counts.source).toBe(items.length - 1);
    });
  });
});

describe('words on them', () => {
  const context = { actor: 'user:lin', register };

  test('a record is revoked at its own site, once', () => {
    const events = [checkIn('r1', '2026-11-22 08:00')];
    const revoke = { thing: 'record:A1:r1', rule: 'open-check-in', reason: '误签' };
    const decision = decideQuality(events, { command: 'revoke', body: revoke }, context);
    expect(decision).toEqual({
      ok: true,
      said: [{ type: 'service.revoked', site: 'A1', data: { recordId: 'r1', reason: '误签' } }],
    });
    const revoked = event('service.revoked', 'A1', '2026-11-22 09:00', { recordId: 'r1', reason: '' });
    expect(decideQuality([...events, revoked], { command: 'revoke', body: revoke }, context)).toMatchObject({
      ok: false,
      code: 'invalid-state',
    });
  });

  test('[J7] of an order only what does not count is retracted', () => {
    const events = [
      placed('o1', '2026-11-22 09:00'),
      event('order.rated', 'B1', '2026-11-22 11:00', { orderId: 'o1', score: 5 }, 'wrong'),
    ];
    const body = { thing: 'order:o1', rule: 'left-out', reason: '报错' };
    expect(decideQuality(events, { command: 'revoke', body }, context)).toEqual({
      ok: true,
      said: [
        {
          type: 'event.retracted',
          data: { eventId: 'wrong', eventSource: '/sites/B1', reason: '报错' },
        },
      ],
    });
  });

  test('a confirmation names its thing and rule; a site needs none', () => {
    const confirm = (thing: string) =>
      decideQuality([], { command: 'confirm', body: { thing, rule: 'overlap' } }, context);
    expect(confirm('record:A1:r1')).toEqual({
      ok: true,
      said: [{ type: 'desk.confirmed', data: { thing: 'record:A1:r1', rule: 'overlap' } }],
    });
    expect(confirm('site:A1')).toMatchObject({ ok: false });
  });
});
