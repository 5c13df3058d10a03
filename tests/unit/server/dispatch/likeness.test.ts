import { describe, expect, test } from 'vitest';
import {
  likelySame,
  likenessOf,
  type Requested,
  textLikeness,
} from '../../../../server/dispatch/likeness.ts';
import { local } from '../../../support/journal-events.ts';
import { sampleOrder } from '../../../support/sample-order.ts';

const day = 86_400_000;
const at = local('2026-11-22 09:00');
const request = (more: Partial<Requested['order']> = {}, requester?: Requested['requester']): Requested => ({
  order: { ...sampleOrder({ placedAt: at, title: '想看越剧《五女拜寿》' }), ...more },
  requester,
});

describe('likeness of two requests', () => {
  test('the same title of the same town in two days is likely the same', () => {
    expect(likenessOf(request(), request())).toMatchObject({
      score: expect.closeTo(0.75),
      reasons: ['标题相同', '同一乡镇', '同一类别', '两日之内'],
    });
    expect(likenessOf(request(), request({ town: '330127002' })).score).toBeLessThan(likelySame);
    expect(likenessOf(request(), request({ title: '请教书法' })).score).toBeLessThan(likelySame);
  });

  test('the same telephone counts however it is written, and whatever was asked for', () => {
    const one = request({}, { phone: '138 1234 5678' });
    const other = request({ title: '请教书法', category: 'lecture' }, { phone: '１３８１２３４５６７８' });
    const { score, reasons } = likenessOf(one, other);
    expect(reasons).toContain('同一电话');
    expect(score).toBeGreaterThanOrEqual(likelySame);
    expect(likenessOf(request({}, { phone: '1' }), request({}, { phone: '1' })).reasons).not.toContain(
      '同一电话',
    );
  });

  test('is the same both ways, and none for another kind or after a fortnight', () => {
    const [one, other] = [request(), request({ title: '想看越剧', placedAt: at + 3 * day })];
    expect(likenessOf(one, other)).toEqual(likenessOf(other, one));
    expect(likenessOf(one, request({ orderKind: 'wish' })).score).toBe(0);
    expect(likenessOf(one, request({ placedAt: at + 15 * day })).score).toBe(0);
  });

  test('texts are held against each other without their signs', () => {
    expect(textLikeness('想看 越剧！', '想看越剧')).toBe(1);
    expect(textLikeness('', '想看越剧')).toBe(0);
    expect(textLikeness('想看越剧', '理论宣讲')).toBe(0);
  });
});
