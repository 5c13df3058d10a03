import { describe, expect, test } from 'vitest';
import { handlingOf, joinAlertHandling } from '../../../../shared/domain/alert-handling.ts';
import { event, local, permutations } from '../../../support/journal-events.ts';

const alertId = 'order-overdue:330127:o';
const by = '王**';
const at = (time: string): number => local(`2026-11-22 ${time}`);
const said = [
  event('desk.acknowledged', 'C', at('09:00'), { alertId, by: '严**' }),
  event('desk.acknowledged', 'C', at('10:00'), { alertId, by }),
  event('desk.assigned', 'C', at('10:01'), { alertId, to: '威坪镇文明实践所', by }),
  event('desk.snoozed', 'C', at('10:02'), { alertId, until: '2026-11-22T12:00:00+08:00', by }),
];

describe('what operators said of an alert', () => {
  test('[J2] the latest word of each kind, in whatever order they came', () => {
    for (const events of permutations(said))
      expect(joinAlertHandling(events)).toMatchObject({
        id: alertId,
        acknowledged: { at: at('10:00'), by },
        assigned: { to: '威坪镇文明实践所' },
        snoozed: { until: at('12:00') },
      });
    expect(joinAlertHandling([])).toBeUndefined();
  });

  test('counts for the occurrence that it was said of', () => {
    const handling = joinAlertHandling(said);
    if (!handling) throw new Error('nothing was said');
    const since = (time: string, now = '11:00') => handlingOf(handling, at(time), at(now));
    expect(since('10:00')).toMatchObject({ acknowledged: { by }, assigned: {}, snoozed: {} });
    expect(since('10:02')).toEqual({ snoozed: handling.snoozed, comments: [] });
    expect(since('10:03')).toEqual({ comments: [] });
  });

  test('a pause is over when it ends', () => {
    const handling = joinAlertHandling(said);
    if (!handling) throw new Error('nothing was said');
    expect(handlingOf(handling, at('08:00'), at('11:59')).snoozed).toBeDefined();
    expect(handlingOf(handling, at('08:00'), at('12:00')).snoozed).toBeUndefined();
  });
});
