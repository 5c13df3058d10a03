import { describe, expect, test } from 'vitest';
import { columnsOf, columnWidth, mostTelling } from '../../../../server/replay/timeline.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('columns', () => {
  test.each([
    ['an hour', hour, 15_000],
    ['a day', day, 5 * minute],
    ['a day with an hour more', day + hour, 10 * minute],
    ['a week', 7 * day, hour],
    ['a month', 31 * day, 3 * hour],
  ])('%s has columns of a width that a person can say', (_, length, width) => {
    expect(columnWidth({ from: 0, to: length })).toBe(width);
    expect(length / width).toBeGreaterThanOrEqual(96);
    expect(length / width).toBeLessThanOrEqual(288);
  });

  test('each event is in the column of its instant, by group; the end belongs to the last one', () => {
    const at = (type: string, metAt: number) => ({ type, metAt });
    const { columnMs, columns } = columnsOf(
      [
        at('activity.started', 0),
        at('activity.ended', 5 * minute - 1),
        at('order.placed', 5 * minute),
        at('volunteer.checked-in', day),
        at('service.recorded', day - 1),
        at('volunteer.registered', 1),
        at('event.retracted', 1),
      ],
      { from: 0, to: day },
    );
    expect(columnMs).toBe(5 * minute);
    const filled = (column: number[]) =>
      column.flatMap((count, index) => (count > 0 ? [[index, count]] : []));
    expect(filled(columns.activities)).toEqual([[0, 2]]);
    expect(filled(columns.orders)).toEqual([[1, 1]]);
    expect(filled(columns.service)).toEqual([[287, 2]]);
  });
});

describe('the most telling events', () => {
  const some = (type: string, count: number, data?: string) =>
    Array.from({ length: count }, (_, n) => ({
      type,
      metAt: n * 10,
      ...(data === undefined ? {} : { data }),
    }));

  test('are urgent orders and bad ratings before projects, and those before activities', () => {
    const events = [
      ...some('activity.started', 9),
      ...some('order.placed', 1, '{"urgent":true}'),
      ...some('order.placed', 1, '{}'),
      ...some('order.rated', 1, '{"score":2}'),
      ...some('order.rated', 1, '{"score":3}'),
      ...some('project.advanced', 1),
      ...some('site.heartbeat', 9),
    ];
    expect(
      mostTelling(events, 3)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['order.placed', 'order.rated', 'project.advanced']);
    expect(mostTelling(events, 99)).toHaveLength(12);
  });

  test('come from every time of the span, in their order', () => {
    const instants = mostTelling(some('activity.started', 1000), 4).map(({ metAt }) => metAt);
    expect(instants).toEqual([0, 2500, 5000, 7500]);
  });
});
