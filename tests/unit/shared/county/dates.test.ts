import { describe, expect, it } from 'vitest';
import { readDate, readHours } from '../../../../shared/county/dates.ts';

describe('readDate', () => {
  it.each(['2021-03-05', '2021/3/5', '2021.3.5', '2021年3月5日'])('reads %s', (text) => {
    expect(readDate(text)).toBe('2021-03-05');
  });
  it.each(['2021-02-29', '2021-13-01', '44260', '3/5/2021', '2021'])('refuses %s', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});

describe('readHours', () => {
  it('writes spans one way', () => {
    expect(readHours('8：30～11:30；14:00—24:00')).toBe('08:30-11:30,14:00-24:00');
  });
  it.each(['全天', '18:00-08:00', '08:00-12:00,11:00-13:00', '08:60-09:00', '20:00-24:01', '08:00'])(
    'refuses %s',
    (text) => {
      expect(readHours(text)).toBeUndefined();
    },
  );
});
