import { describe, expect, it } from 'vitest';
import {
  reportName,
  spanBefore,
  spanLastYear,
  spanOfKind,
  spanText,
} from '../../../../shared/report/report-span.ts';

const span = (from: string, to: string) => ({ from, to });

describe('the days of a report [T1]', () => {
  it('are a day, a week from Monday, a month', () => {
    expect(spanOfKind('day', '2026-11-22')).toEqual(span('2026-11-22', '2026-11-22'));
    expect(spanOfKind('week', '2026-11-22')).toEqual(span('2026-11-16', '2026-11-22'));
    expect(spanOfKind('week', '2027-01-01')).toEqual(span('2026-12-28', '2027-01-03'));
    expect(spanOfKind('month', '2024-02-10')).toEqual(span('2024-02-01', '2024-02-29'));
  });

  it('are compared with as many days before', () => {
    const later = '2027-06-01';
    expect(spanBefore('day', span('2026-03-01', '2026-03-01'), later)).toEqual(
      span('2026-02-28', '2026-02-28'),
    );
    expect(spanBefore('week', span('2026-11-16', '2026-11-22'), later)).toEqual(
      span('2026-11-09', '2026-11-15'),
    );
    expect(spanBefore('month', span('2026-03-01', '2026-03-31'), later)).toEqual(
      span('2026-02-01', '2026-02-28'),
    );
    expect(spanBefore('month', span('2026-02-01', '2026-02-28'), later)).toEqual(
      span('2026-01-01', '2026-01-31'),
    );
    expect(spanBefore('span', span('2026-11-10', '2026-11-19'), later)).toEqual(
      span('2026-10-31', '2026-11-09'),
    );
  });

  it('are compared as far as they have lasted', () => {
    const month = spanOfKind('month', '2026-11-22');
    expect(spanBefore('month', month, '2026-11-22')).toEqual(span('2026-10-01', '2026-10-22'));
    expect(spanLastYear('month', month, '2026-11-22')).toEqual(span('2025-11-01', '2025-11-22'));
    expect(spanBefore('month', spanOfKind('month', '2026-03-31'), '2026-03-30')).toEqual(
      span('2026-02-01', '2026-02-28'),
    );
    expect(spanBefore('week', spanOfKind('week', '2026-11-18'), '2026-11-18')).toEqual(
      span('2026-11-09', '2026-11-11'),
    );
  });

  it('have their like in the last year, also in and after a leap year', () => {
    const later = '2027-06-01';
    expect(spanLastYear('month', span('2024-02-01', '2024-02-29'), later)).toEqual(
      span('2023-02-01', '2023-02-28'),
    );
    expect(spanLastYear('month', span('2025-02-01', '2025-02-28'), later)).toEqual(
      span('2024-02-01', '2024-02-29'),
    );
    expect(spanLastYear('day', span('2024-02-29', '2024-02-29'), later)).toEqual(
      span('2023-02-28', '2023-02-28'),
    );
    // A week of the last year begins on a Monday too.
    expect(spanLastYear('week', span('2026-11-16', '2026-11-22'), later)).toEqual(
      span('2025-11-17', '2025-11-23'),
    );
  });

  it('read as people write them', () => {
    expect(spanText(span('2026-11-01', '2026-11-22'))).toBe('2026年11月1日至22日');
    expect(spanText(span('2026-10-31', '2026-11-02'))).toBe('2026年10月31日至11月2日');
    expect(spanText(span('2026-12-28', '2027-01-03'))).toBe('2026年12月28日至2027年1月3日');
    expect(reportName('month', spanOfKind('month', '2026-11-22'))).toBe('2026年11月工作月报');
    expect(reportName('day', spanOfKind('day', '2026-11-22'))).toBe('2026年11月22日工作日报');
  });
});
