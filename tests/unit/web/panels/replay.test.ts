import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplayTimeline } from '../../../../shared/wire/replay.ts';
import { lengthWord, spanFaultWord } from '../../../../web/format/replay-words.ts';
import { presentPath } from '../../../../web/panels/drawer/present-path.ts';
import { groups, lastMark, outlinesOf, ticksOf } from '../../../../web/panels/replay/timeline-shape.ts';

const tz = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}+08:00`);
const timeline = (...columns: [number[], number[], number[]]): ReplayTimeline => ({
  columnMs: 60_000,
  columns: { activities: columns[0], orders: columns[1], service: columns[2] },
  marks: [],
});

describe('the columns of a replay', () => {
  test('stand one upon the other, the fullest as high as the line', () => {
    const { paths } = outlinesOf(timeline([4, 0], [4, 2], [0, 0]), 10);
    expect(paths.activities).toBe('M0 1.000V0.500h0.75V1.000Z');
    expect(paths.orders).toBe('M0 0.500V0.000h0.75V0.500ZM1 1.000V0.750h0.75V1.000Z');
    expect(paths.service).toBe('');
  });

  test('are joined where there are more than there is room for', () => {
    const { columnMs, paths } = outlinesOf(timeline([1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]), 3);
    expect(columnMs).toBe(120_000);
    expect(paths.activities).toBe(
      'M0 1.000V0.000h0.75V1.000ZM1 1.000V0.000h0.75V1.000ZM2 1.000V0.500h0.75V1.000Z',
    );
  });

  test('never leave the line, and what there is can be seen', () => {
    const numbers = fc.array(fc.nat(500), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(numbers, numbers, numbers, fc.integer({ min: 1, max: 40 }), (a, b, c, most) => {
        const length = Math.min(a.length, b.length, c.length);
        const given = timeline(a.slice(0, length), b.slice(0, length), c.slice(0, length));
        const { paths } = outlinesOf(given, most);
        for (const group of groups) {
          expect(paths[group] === '').toBe(given.columns[group].every((number) => number === 0));
          for (const [, bottom, top] of paths[group].matchAll(/M\d+ (\S+?)V(\S+?)h/g)) {
            expect(Number(top)).toBeGreaterThanOrEqual(-0.001);
            expect(Number(bottom)).toBeLessThanOrEqual(1);
            expect(Number(bottom) - Number(top)).toBeGreaterThan(0.03);
          }
        }
      }),
    );
  });
});

describe('the times under them', () => {
  const labels = (from: string, to: string, most: number): string[] =>
    ticksOf(at(from), at(to), tz, most).map(({ label }) => label);

  test('are round ones of the county, days where they begin', () => {
    expect(labels('2026-11-21T00:00', '2026-11-22T00:00', 8)).toEqual([
      ...['11月21日', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '11月22日'],
    ]);
    expect(labels('2026-11-21T08:10', '2026-11-21T09:05', 8)).toEqual([
      '08:10',
      '08:20',
      '08:30',
      '08:40',
      '08:50',
      '09:00',
    ]);
    expect(labels('2026-11-16T00:00', '2026-11-22T17:00', 7)).toEqual([
      ...['11月16日', '11月17日', '11月18日', '11月19日', '11月20日', '11月21日', '11月22日'],
    ]);
    expect(labels('2026-10-23T00:00', '2026-11-22T00:00', 8)[1]).toBe('10月27日');
  });

  test('stand where they belong, and are not more than there is room for', () => {
    const from = at('2026-11-01T00:00');
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 31 * 86_400_000 }),
        fc.integer({ min: 2, max: 30 }),
        (length, most) => {
          const ticks = ticksOf(from, from + length, tz, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const { place } of ticks) expect(place).toBeGreaterThanOrEqual(0);
          for (const { place } of ticks) expect(place).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

test('the last mark is the one that has come', () => {
  const mark = (time: string): ReplayTimeline['marks'][number] => ({
    at: time,
    type: 'activity.started',
    title: time,
  });
  const marks = [mark('2026-11-21T01:00:00Z'), mark('2026-11-21T02:00:00Z')];
  expect(lastMark(marks, Date.parse('2026-11-21T00:59:00Z'))).toBeUndefined();
  expect(lastMark(marks, Date.parse('2026-11-21T01:00:00Z'))).toBe(marks[0]);
  expect(lastMark(marks, Date.parse('2026-11-22T00:00:00Z'))).toBe(marks[1]);
});

test('a replay says how long it takes', () => {
  expect(lengthWord(86_400_000, 3600)).toBe('约 24 秒');
  expect(lengthWord(86_400_000, 600)).toBe('约 2 分');
  expect(lengthWord(7 * 86_400_000, 60)).toBe('约 2 小时 48 分');
  expect(spanFaultWord('long')).toContain('31');
});

test('the definition of a day that has left the trend is that of today', () => {
  expect(presentPath('trend.2026-09-01.activities', '2026-11-22')).toBe('trend.2026-11-22.activities');
  expect(presentPath('totals.today.activities', '2026-11-22')).toBe('totals.today.activities');
});
