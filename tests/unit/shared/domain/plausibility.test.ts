import { describe, expect, test } from 'vitest';
import {
  beforePublished,
  implausibleTogether,
  longShift,
  manyBeneficiaries,
} from '../../../../shared/domain/plausibility.ts';
import { type NamedRecord, servedOf, stretchOf } from '../../../../shared/domain/served.ts';
import type { ServiceRecord } from '../../../../shared/domain/service-record.ts';
import { local, permutations } from '../../../support/journal-events.ts';

const maxShiftMinutes = 720;
const limits = { maxShiftMinutes, timeZone: 'Asia/Shanghai' };

const clocked = (id: string, from: string, to: string): NamedRecord => ({
  thing: `record:A1:${id}`,
  record: {
    kind: 'record',
    id,
    site: 'A1',
    checkIn: { at: local(from), volunteer: 'v' },
    checkedOutAt: local(to),
  },
});
const entered = (id: string, at: string, minutes: number): NamedRecord => ({
  thing: `record:A1:${id}`,
  record: { kind: 'record', id, site: 'A1', recorded: { at: local(at), minutes, volunteer: 'v' } },
});
const revoked = ({ thing, record }: NamedRecord): NamedRecord => ({
  thing,
  record: { ...record, revokedAt: local('2026-11-25 09:00') },
});

/** What is found, which is the same in whatever order the records come. */
function found(...records: NamedRecord[]) {
  const served = records.flatMap((record) => servedOf(record, limits) ?? []);
  const findings = (ordered: typeof served) =>
    Object.fromEntries(
      served.flatMap((own) => {
        const others = ordered.filter(({ thing }) => thing !== own.thing);
        const shown = implausibleTogether(own, others, limits);
        return shown.length === 0 ? [] : [[own.thing, shown]];
      }),
    );
  for (const other of permutations(served)) expect(findings(other)).toEqual(findings(served));
  return findings(served);
}

describe('[A6] one record', () => {
  test('[A6] a shift is too long from a minute over the limit on', () => {
    const shift = (to: string): ServiceRecord => clocked('r', '2026-11-22 08:00', to).record;
    expect(longShift(shift('2026-11-22 20:00'), maxShiftMinutes)).toBeUndefined();
    expect(longShift(shift('2026-11-22 20:01'), maxShiftMinutes)).toEqual({
      rule: 'long-shift',
      at: local('2026-11-22 08:00'),
      amount: 721,
      others: [],
    });
  });

  test('[A6] late-entered minutes settle a forgotten check-out, and may be too many themselves', () => {
    const { record } = clocked('r', '2026-11-22 08:00', '2026-11-23 08:00');
    const recorded = { at: local('2026-11-24 08:00'), minutes: 180, volunteer: 'v' };
    expect(longShift({ ...record, recorded }, maxShiftMinutes)).toBeUndefined();
    const many = { ...record, recorded: { ...recorded, minutes: 1440 } };
    expect(longShift(many, maxShiftMinutes)).toMatchObject({ amount: 1440 });
    expect(longShift({ ...many, revokedAt: 0 }, maxShiftMinutes)).toBeUndefined();
  });

  test('[A6] a record that begins before its activity was published', () => {
    const { record } = clocked('r', '2026-11-22 08:00', '2026-11-22 09:00');
    const publishedAt = local('2026-11-22 08:30');
    expect(beforePublished(record, { publishedAt })).toMatchObject({
      rule: 'before-published',
      amount: 30,
    });
    expect(beforePublished(record, { publishedAt: local('2026-11-22 08:00') })).toBeUndefined();
    expect(beforePublished(record, undefined)).toBeUndefined();
  });

  test('[A6] more than 2,000 beneficiaries of one activity', () => {
    const ended = { at: 1, participants: 10, beneficiaries: 2000 };
    expect(manyBeneficiaries({ ended })).toBeUndefined();
    expect(manyBeneficiaries({ ended: { ...ended, beneficiaries: 2001 } })).toMatchObject({ amount: 2001 });
    expect(manyBeneficiaries({})).toBeUndefined();
  });
});

describe('[A6] the records of one volunteer', () => {
  test('[A6] overlap, shown at the later one with how long', () => {
    const first = clocked('1', '2026-11-22 08:00', '2026-11-22 10:00');
    const second = clocked('2', '2026-11-22 09:30', '2026-11-22 11:00');
    expect(found(first, second)).toEqual({
      'record:A1:2': [
        { rule: 'overlap', at: local('2026-11-22 09:30'), amount: 30, others: ['record:A1:1'] },
      ],
    });
    expect(found(first, clocked('2', '2026-11-22 10:00', '2026-11-22 11:00'))).toEqual({});
    expect(found(first, revoked(second))).toEqual({});
  });

  test('[A6] three at one time name each other once', () => {
    const findings = found(
      clocked('1', '2026-11-22 08:00', '2026-11-22 12:00'),
      clocked('2', '2026-11-22 09:00', '2026-11-22 10:00'),
      clocked('3', '2026-11-22 09:30', '2026-11-22 11:00'),
    );
    expect(findings).toMatchObject({
      'record:A1:2': [{ amount: 60, others: ['record:A1:1'] }],
      'record:A1:3': [{ amount: 90, others: ['record:A1:1', 'record:A1:2'] }],
    });
  });

  test('[A6] a day is too long by the sum of its records', () => {
    const morning = clocked('1', '2026-11-22 01:00', '2026-11-22 09:00');
    const evening = clocked('2', '2026-11-22 15:00', '2026-11-22 19:00');
    expect(found(morning, evening)).toEqual({});
    expect(found(morning, evening, entered('3', '2026-11-22 20:00', 1))).toEqual({
      'record:A1:3': [
        {
          rule: 'long-day',
          at: local('2026-11-22 20:00'),
          amount: 721,
          others: ['record:A1:1', 'record:A1:2'],
        },
      ],
    });
    expect(found(morning, evening, entered('3', '2026-11-23 00:00', 1))).toEqual({});
  });

  test('[A6] late-entered minutes have no hour, so they overlap with nothing', () => {
    const { record } = entered('1', '2026-11-22 09:30', 120);
    expect(stretchOf(record)).toBeUndefined();
    expect(
      found(entered('1', '2026-11-22 09:30', 120), clocked('2', '2026-11-22 09:00', '2026-11-22 10:00')),
    ).toEqual({});
  });
});
