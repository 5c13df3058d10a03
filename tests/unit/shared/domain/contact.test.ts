import { describe, expect, test } from 'vitest';
import {
  contactFor,
  maskedAddress,
  maskedContact,
  maskedName,
  maskedPhone,
  maskedText,
} from '../../../../shared/domain/contact.ts';
import { type Reader, roles, sightOf } from '../../../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../../../shared/domain/service-order.ts';

describe('masked [contract §7]', () => {
  test.each([
    ['严子陵', '严**'],
    ['严', '严**'],
    ['诸葛 望舒', '诸葛**'],
    ['东方', '东**'],
    ['　严　慎之', '严**'],
    ['Yan Ziling', 'Y**'],
    ['𠮷野', '𠮷**'],
    ['', ''],
  ])('the name %s is %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  test.each([
    ['13812345678', '138****5678'],
    ['１３８ １２３４ ５６７８', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['0571-64812345', '057****2345'],
    ['64812345', '****2345'],
    ['6481234', '***'],
    ['无', '***'],
  ])('the phone %s is %s', (phone, masked) => {
    expect(maskedPhone(phone)).toBe(masked);
  });

  test.each([
    ['浙江省杭州市淳安县威坪镇河村村3组12号', '浙江省杭州市淳安县威坪镇河村'],
    ['威坪镇 河村 5组', '威坪镇河村'],
    ['千岛湖镇排岭南路１７号3单元502', '千岛湖镇'],
    ['千岛湖镇排岭南路新村12幢', '千岛湖镇'],
    ['千岛湖镇明珠社区8幢', '千岛湖镇明珠社区'],
    ['淳安县排岭南路17号', '淳安县'],
    ['排岭南路17号', '***'],
    ['住址：威坪镇河村', '***'],
    ['', '***'],
  ])('the address %s is %s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });

  test.each([
    ['电话13812345678', '电话***'],
    ['电话138 1234 5678', '电话***'],
    ['电话１３８-１２３４-５６７８', '电话***'],
    ['2026-11-22 上午 9 点，第 3 组', '2026-11-22 上午 9 点，第 3 组'],
    ['严子陵很满意，住威坪镇河村3组', '严**很满意，住威坪镇河村'],
    ['严厉', '严厉'],
  ])('the text %s is %s', (text, masked) => {
    expect(maskedText(text, { name: '严子陵', address: '威坪镇河村3组' })).toBe(masked);
  });

  test('an address that names whoever lives there is not told', () => {
    expect(maskedContact({ name: '严子陵', address: '威坪镇严子陵家河村' })).toEqual({
      name: '严**',
      address: '***',
    });
  });
});

describe('who sees whom', () => {
  const requester = { name: '严子陵', phone: '13812345678' };
  const masked = { name: '严**', phone: '138****5678' };
  const open = { completed: undefined, cancelledAt: undefined } as unknown as ServiceOrder;
  const closed = { ...open, cancelledAt: 1 };
  const user = (role: (typeof roles)[number], by: 'session' | 'token'): Reader => ({
    ...{ kind: 'user', name: 'yan', session: 's', role, by },
  });
  const seen = (reader: Reader, order: ServiceOrder) => contactFor(sightOf(reader), order, requester);

  test('boards and whoever is nobody: nothing', () => {
    for (const order of [open, closed]) {
      expect(seen({ kind: 'anonymous' }, order)).toBeUndefined();
      expect(seen({ kind: 'display', id: 'd', name: 'd', scope: 'area:330127' }, order)).toBeUndefined();
    }
  });

  test.each([
    ['leader', masked, masked],
    ['operator', requester, masked],
    ['admin', undefined, undefined],
  ] as const)('a %s', (role, ofOpen, ofClosed) => {
    expect(seen(user(role, 'session'), open)).toEqual(ofOpen);
    expect(seen(user(role, 'session'), closed)).toEqual(ofClosed);
  });

  test('API tokens: never more than a leader', () => {
    for (const role of roles)
      expect(seen(user(role, 'token'), open)).toEqual(role === 'admin' ? undefined : masked);
  });
});
