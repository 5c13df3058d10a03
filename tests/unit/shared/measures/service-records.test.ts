import { describe, expect, test } from 'vitest';
import type { ServiceRecord } from '../../../../shared/domain/service-record.ts';
import { amountsOf, daysOf, figuresAt, nextChangeOf } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';

const now = local('2026-11-22 12:00');
const minuteMs = 60_000;
const record = (more: Partial<ServiceRecord> = {}): ServiceRecord => ({
  kind: 'record',
  id: 'r',
  site: 'A1',
  ...more,
});
const checkIn = { at: local('2026-11-22 08:00'), volunteer: 'v' };

describe('[M3] [M4] [M5] [M6] a record that counts', () => {
  const clocked = figuresAt(record({ checkIn, checkedOutAt: local('2026-11-22 09:30') }), now);
  const entered = figuresAt(
    record({ checkIn, recorded: { at: local('2026-11-24 10:00'), minutes: 45, volunteer: 'w' } }),
    now,
  );

  test('[M3] [M4] minutes of the clock are automatic ones', () => {
    expect(amountsOf(clocked, 'serviceMinutes')).toEqual([90]);
    expect(amountsOf(clocked, 'autoServiceMinutes')).toEqual([90]);
    expect(daysOf(clocked, 'serviceMinutes')).toEqual(['2026-11-22']);
  });

  test('[M3] [M4] minutes entered by hand are not', () => {
    expect(amountsOf(entered, 'serviceMinutes')).toEqual([45]);
    expect(amountsOf(entered, 'autoServiceMinutes')).toEqual([]);
    expect(daysOf(entered, 'serviceMinutes')).toEqual(['2026-11-24']);
  });

  test('[M5] [M6] one record and its volunteer', () => {
    expect(amountsOf(clocked, 'serviceRecords')).toEqual([1]);
    expect(clocked.find(({ measure }) => measure === 'activeVolunteers')?.member).toBe('v');
    expect(entered.find(({ measure }) => measure === 'activeVolunteers')?.member).toBe('w');
  });

  test('[M5] [M6] a record of 0 minutes is no record and nobody', () => {
    expect(figuresAt(record({ checkIn, checkedOutAt: checkIn.at }), now)).toEqual([]);
    expect(figuresAt(record({ checkIn, checkedOutAt: checkIn.at - 1 }), now)).toEqual([]);
  });
});

describe('[N1] [N2] a record that nothing settles', () => {
  const limit = checkIn.at + 720 * minuteMs;
  const open = record({ checkIn });

  test('[N1] is on duty for at most the longest shift', () => {
    expect(amountsOf(figuresAt(open, limit), 'onDuty')).toEqual([1]);
    expect(amountsOf(figuresAt(open, limit), 'openCheckIns')).toEqual([]);
    expect(nextChangeOf(open, checkIn.at)).toBe(limit + 1);
  });

  test('[N2] is an open check-in for longer', () => {
    expect(amountsOf(figuresAt(open, limit + 1), 'onDuty')).toEqual([]);
    expect(amountsOf(figuresAt(open, limit + 1), 'openCheckIns')).toEqual([1]);
    expect(nextChangeOf(open, limit + 1)).toBeUndefined();
  });

  test.each([
    ['a check-out, even an earlier one', { checkedOutAt: checkIn.at - 1 }],
    ['a late entry', { recorded: { at: now, minutes: 5, volunteer: 'v' } }],
    ['a revocation', { revokedAt: now }],
  ])('[N1] [N2] neither after %s', (_, settled) => {
    for (const at of [limit, limit + 1]) {
      const figures = figuresAt(record({ checkIn, ...settled }), at);
      expect(amountsOf(figures, 'onDuty')).toEqual([]);
      expect(amountsOf(figures, 'openCheckIns')).toEqual([]);
    }
  });

  test('[N1] a check-in minutes ahead of the clock is on duty', () => {
    expect(amountsOf(figuresAt(open, checkIn.at - 5 * minuteMs), 'onDuty')).toEqual([1]);
  });
});
