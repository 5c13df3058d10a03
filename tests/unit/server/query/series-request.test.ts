import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../server/query/refusal.ts';
import { type SeriesRequest, stepsOf } from '../../../../server/query/series-request.ts';

const steps = (more: Partial<SeriesRequest>) =>
  stepsOf({ scope: 'area:33', measure: 'activities', by: 'day', split: 'none', ...more }, '2026-11-18');

describe('the points of a series', () => {
  it('are the last 30 days where nothing else is asked for', () => {
    const days = steps({});
    expect(days).toHaveLength(30);
    expect([days[0]?.name, days.at(-1)?.name]).toEqual(['2026-10-20', '2026-11-18']);
  });

  it('are whole months, or what of a month lies within the dates', () => {
    expect(steps({ from: '2026-01-15', to: '2026-03-31', by: 'month' })).toEqual([
      { name: '2026-01', from: '2026-01-15', to: '2026-01-31' },
      { name: '2026-02', from: '2026-02-01', to: '2026-02-28' },
      { name: '2026-03', from: '2026-03-01', to: '2026-03-31' },
    ]);
    expect(steps({ from: '2024-02', to: '2024-02' })).toHaveLength(29);
  });

  it('are at most 400', () => {
    expect(steps({ from: '2025-10-15', to: '2026-11-18' })).toHaveLength(400);
    expect(() => steps({ from: '2025-10-14', to: '2026-11-18' })).toThrow(Refusal);
    expect(steps({ from: '1993-08', to: '2026-11', by: 'month' })).toHaveLength(400);
    expect(() => steps({ from: '1993-07', to: '2026-11', by: 'month' })).toThrow(Refusal);
    expect(() => steps({ from: '0001-01-01', by: 'month' })).toThrow(Refusal);
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    'today',
    '2026-13',
    '+02026-01-01',
    '2026-11-18T00:00:00Z',
    '0000-06-01',
    '9999-12',
  ])('are refused for %s, which is no date', (from) => {
    expect(() => steps({ from })).toThrow(Refusal);
  });

  it('end before the last year of four digits, after which there is no next day to go on to', () => {
    expect(() => steps({ from: '9999-12-31', to: '9999-12-31' })).toThrow(Refusal);
    expect(steps({ from: '9998-12-31', to: '9998-12-31' })).toHaveLength(1);
    expect(steps({ to: '0001-01-01' })).toHaveLength(30);
  });
});
