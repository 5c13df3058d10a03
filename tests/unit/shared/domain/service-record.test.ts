import { describe, expect, test } from 'vitest';
import { countedService, joinServiceRecord } from '../../../../shared/domain/service-record.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import { event, local, permutations } from '../../../support/journal-events.ts';

const maxShiftMinutes = 720;

/** What a record counts, which is the same in every order of its events. */
function counted(...events: JournalEvent[]) {
  const record = joinServiceRecord(events);
  if (!record) throw new Error('no record');
  for (const order of permutations(events)) expect(joinServiceRecord(order)).toEqual(record);
  return countedService(record, maxShiftMinutes);
}

const checkIn = (time: string, more: Record<string, string> = {}, id?: string) =>
  event('volunteer.checked-in', 'A1', time, { recordId: 'r', volunteerId: 'v', ...more }, id);
const checkOut = (time: string) => event('volunteer.checked-out', 'A1', time, { recordId: 'r' });
const recorded = (time: string, minutes: number, more: Record<string, string> = {}, id?: string) =>
  event('service.recorded', 'A1', time, { recordId: 'r', volunteerId: 'v', minutes, ...more }, id);
const revoked = event('service.revoked', 'A1', '2026-11-25 09:00', { recordId: 'r', reason: '重复' });

describe('[M3] minutes of a record', () => {
  test('[M3] the whole minutes between check-in and check-out, on the day of check-in', () => {
    expect(counted(checkIn('2026-11-22 23:30:30'), checkOut('2026-11-23 01:00:29'))).toEqual({
      minutes: 89,
      at: local('2026-11-22 23:30:30'),
      volunteer: 'v',
      automatic: true,
    });
  });

  test.each([
    ['2026-11-22 09:00', '2026-11-22 09:00', 'at the very time'],
    ['2026-11-22 09:00', '2026-11-22 08:00', 'before'],
    ['2026-11-22 09:00:00', '2026-11-22 09:00:59.999', 'within a minute'],
  ])('[M3] a check-in at %s with a check-out at %s, %s, counts 0', (inside, outside) => {
    expect(counted(checkIn(inside), checkOut(outside))).toBeUndefined();
  });

  test('[M3] a shift of the longest length counts, one of a minute more does not', () => {
    expect(counted(checkIn('2026-11-22 08:00'), checkOut('2026-11-22 20:00'))?.minutes).toBe(720);
    expect(counted(checkIn('2026-11-22 08:00'), checkOut('2026-11-22 20:00:59'))?.minutes).toBe(720);
    expect(counted(checkIn('2026-11-22 08:00'), checkOut('2026-11-22 20:01'))).toBeUndefined();
  });

  test('[M3] service.recorded wins over the clock, with its own day, volunteer and team [J5]', () => {
    expect(
      counted(
        checkIn('2026-11-22 08:00', { teamId: 'TA' }),
        checkOut('2026-11-22 09:00'),
        recorded('2026-11-24 10:00', 30, { volunteerId: 'w', teamId: 'TB' }),
      ),
    ).toEqual({
      minutes: 30,
      at: local('2026-11-24 10:00'),
      volunteer: 'w',
      team: 'TB',
      automatic: false,
    });
  });

  test('[M3] service.recorded settles a forgotten check-out, and may be longer than a shift', () => {
    expect(counted(checkIn('2026-11-22 08:00'), recorded('2026-11-24 10:00', 1440))?.minutes).toBe(1440);
  });

  test('[M3] a revoked record counts 0, whenever it was revoked', () => {
    expect(counted(recorded('2026-11-26 10:00', 60), revoked)).toBeUndefined();
    expect(counted(checkIn('2026-11-22 08:00'), checkOut('2026-11-22 09:00'), revoked)).toBeUndefined();
  });

  test('[M3] a check-out alone, or a check-in alone, counts 0', () => {
    expect(counted(checkOut('2026-11-22 09:00'))).toBeUndefined();
    expect(counted(checkIn('2026-11-22 09:00'))).toBeUndefined();
  });
});

describe('which events of a record count', () => {
  test('[J2] the latest check-in and check-out', () => {
    const service = counted(
      checkIn('2026-11-22 08:00', { volunteerId: 'first' }),
      checkIn('2026-11-22 08:30', { volunteerId: 'second' }),
      checkOut('2026-11-22 09:00'),
      checkOut('2026-11-22 10:00'),
    );
    expect(service).toMatchObject({ minutes: 90, volunteer: 'second' });
  });

  test('[J2] a check-in after the last check-out leaves no later check-out', () => {
    expect(
      counted(checkIn('2026-11-22 08:00'), checkOut('2026-11-22 09:00'), checkIn('2026-11-22 10:00')),
    ).toBeUndefined();
  });

  test('[J2] [J3] the latest service.recorded, among equal times the greater name', () => {
    const service = counted(
      recorded('2026-11-24 10:00', 30, {}, 'a'),
      recorded('2026-11-24 10:00', 40, {}, 'b'),
      recorded('2026-11-24 09:00', 50, {}, 'c'),
    );
    expect(service?.minutes).toBe(40);
  });
});
