import { describe, expect, it } from 'vitest';
import { shortNames } from '../../../../shared/county/short-names.ts';

describe('shortNames', () => {
  it('leaves out the kind of place unless two names become the same', () => {
    expect(shortNames(['威坪镇', '神头街道', '神头镇', '里商乡', '双塔街道办事处'])).toEqual([
      '威坪',
      '神头街',
      '神头镇',
      '里商',
      '双塔',
    ]);
  });

  it('never leaves a single character', () => {
    expect(shortNames(['丁镇', '丁乡'])).toEqual(['丁镇', '丁乡']);
  });
});
