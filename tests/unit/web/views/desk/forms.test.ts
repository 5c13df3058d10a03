import { describe, expect, test } from 'vitest';
import type { TeamSuggestion } from '../../../../../shared/wire/desk.ts';
import { asks, commandBody, inputFault } from '../../../../../web/views/desk/dispatch/command-fields.ts';
import {
  emptyOrder,
  faultsOf,
  isTouched,
  localInstant,
  orderOf,
} from '../../../../../web/views/desk/dispatch/order-form.ts';
import { teamChoices } from '../../../../../web/views/desk/dispatch/team-choices.ts';

const now = Date.parse('2026-11-22T04:00:00Z');
const whole = { ...emptyOrder(), title: ' 想请人理发 ', category: 'health' };

describe('an order by hand', () => {
  test('needs a title and a category', () => {
    expect(faultsOf(emptyOrder(), now)).toEqual({
      title: '请写明群众要什么服务',
      category: '请选择服务类别',
    });
    expect(faultsOf(whole, now)).toEqual({});
    expect(faultsOf({ ...whole, title: '长'.repeat(201) }, now).title).toContain('现在 201 个');
  });

  test.each(['13900001111', '0571-88886666', '88886666', ''])('takes the phone %s', (phone) => {
    expect(faultsOf({ ...whole, phone }, now)).toEqual({});
  });

  test.each(['123', '139000011112', 'abc', '+86 139'])('does not take the phone %s', (phone) => {
    expect(faultsOf({ ...whole, phone }, now).phone).toContain('手机号');
  });

  test('is wished for later than now', () => {
    expect(faultsOf({ ...whole, dueAt: now }, now).dueAt).toBeDefined();
    expect(faultsOf({ ...whole, dueAt: now + 1 }, now)).toEqual({});
  });

  test('is sent without what was left empty', () => {
    expect(orderOf(whole, 'command-1')).toEqual({
      commandId: 'command-1',
      kind: 'service',
      category: 'health',
      title: '想请人理发',
    });
    const more = { ...whole, townCode: '330127101', urgent: true, dueAt: now, name: ' 王桂花 ', phone: ' ' };
    expect(orderOf(more, 'command-1')).toMatchObject({
      townCode: '330127101',
      urgent: true,
      dueAt: '2026-11-22T04:00:00.000Z',
      requester: { name: '王桂花' },
    });
  });

  test('is touched by any word, and its time is that of the county', () => {
    expect(isTouched(emptyOrder())).toBe(false);
    expect(isTouched({ ...emptyOrder(), address: '某村' })).toBe(true);
    expect(new Date(localInstant('2026-11-22 17:30', 'Asia/Shanghai')).toISOString()).toBe(
      '2026-11-22T09:30:00.000Z',
    );
  });
});

describe('what a command asks for', () => {
  const nothing = { text: ' ', score: 0, into: '' };

  test('a reason where others will ask for it', () => {
    expect(inputFault('cancel', nothing)).toContain('原因');
    expect(inputFault('withdraw', nothing)).toContain('原因');
    expect(inputFault('decline', nothing)).toBeUndefined();
    expect(inputFault('merge', nothing)).toContain('并入');
    expect(inputFault('rate', nothing)).toContain('1–5');
    expect(inputFault('complete', { ...nothing, text: '12 人' })).toContain('整数');
    expect(inputFault('complete', { ...nothing, text: '100001' })).toContain('整数');
  });

  test('is sent as the server wants it', () => {
    expect(commandBody('cancel', { ...nothing, text: ' 不需要了 ' })).toEqual({ reason: '不需要了' });
    expect(commandBody('complete', { ...nothing, text: '12' })).toEqual({ beneficiaries: 12 });
    expect(commandBody('complete', nothing)).toEqual({});
    expect(commandBody('rate', { ...nothing, score: 4 })).toEqual({ score: 4 });
    expect(commandBody('merge', { ...nothing, into: 'o-1' })).toEqual({ into: 'o-1' });
    expect(asks('offer') || asks('note') || asks('accept')).toBe(false);
  });
});

describe('teams to choose from', () => {
  const suggestion = (id: string, name: string): TeamSuggestion => ({ id, name, score: 1, reasons: [] });
  const suggested = [suggestion('1', '威坪卫生分队'), suggestion('2', '千岛湖卫生分队')];
  const teams = [
    { id: '1', name: '威坪卫生分队', kind: 'branch' },
    { id: '3', name: '威坪文艺分队', kind: 'branch' },
  ];

  test('are those suggested, in their order', () => {
    expect(teamChoices(suggested, teams, '').map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('are, looked for, any whose name holds all words, the suggested first', () => {
    expect(teamChoices(suggested, teams, '威坪').map(({ id }) => id)).toEqual(['1', '3']);
    expect(teamChoices(suggested, teams, '威坪 文艺').map(({ id }) => id)).toEqual(['3']);
    expect(teamChoices(suggested, teams, '没有')).toEqual([]);
  });
});
