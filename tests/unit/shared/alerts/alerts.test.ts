import { describe, expect, test } from 'vitest';
import { alertContributions } from '../../../../shared/alerts/registry.ts';
import type { Thing } from '../../../../shared/domain/join-thing.ts';
import type { SiteState } from '../../../../shared/domain/site-state.ts';
import { Moment } from '../../../../shared/measures/moment.ts';
import { nextChangeOf, smallRegister } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { answerBy, dueAt, hourMs, sampleOrder as order, placedAt } from '../../../support/sample-order.ts';

const site = (code: string, more: Partial<SiteState> = {}): SiteState => ({
  kind: 'site',
  id: code,
  site: code,
  ...more,
});
const alerts = (thing: Thing, now: number) =>
  alertContributions(thing, { register: smallRegister, moment: new Moment(now) })
    .filter(({ span }) => span === 'now')
    .map(({ measure, key, at }) => ({ measure, severity: key, since: at }));

describe('[A1] orders', () => {
  test('[A1] none at the limit, one after it, since the limit', () => {
    expect(alerts(order(), answerBy)).toEqual([]);
    expect(alerts(order(), answerBy + 1)).toEqual([
      { measure: 'alert.order-unanswered', severity: 'warning', since: answerBy },
    ]);
  });

  test('[A1] past due: one alert for one cause', () => {
    expect(alerts(order(), dueAt + 1)).toEqual([
      { measure: 'alert.order-overdue', severity: 'warning', since: dueAt },
    ]);
  });

  test('[A1] an urgent order is urgent', () => {
    const urgentBy = placedAt + 2 * hourMs;
    expect(alerts(order({ urgent: true, answerBy: urgentBy }), urgentBy + 1)).toEqual([
      { measure: 'alert.order-unanswered', severity: 'urgent', since: urgentBy },
    ]);
  });

  test('[A1] closed by an answer, a completion and a cancellation', () => {
    expect(alerts(order({ offeredAt: answerBy + 1 }), answerBy + 2)).toEqual([]);
    expect(alerts(order({ completed: { at: dueAt, beneficiaries: 0 } }), dueAt + 1)).toEqual([]);
    expect(alerts(order({ cancelledAt: dueAt }), dueAt + 1)).toEqual([]);
  });
});

describe('[A2] silent sites', () => {
  const now = local('2026-11-22 12:00');

  test('[A2] a site that had an activity, from the day its silence begins', () => {
    const state = site('A1', { lastActivityDay: '2026-10-23' });
    expect(alerts(state, local('2026-11-21 23:59:59.999'))).toEqual([]);
    expect(alerts(state, local('2026-11-22 00:00'))).toEqual([
      { measure: 'alert.site-silent', severity: 'info', since: local('2026-11-22 00:00') },
    ]);
  });

  test('[A2] a site that had none, once it has been open 30 days', () => {
    expect(alerts(site('A2'), local('2026-11-30 23:59:59.999'))).toEqual([]);
    expect(alerts(site('A2'), local('2026-12-01 00:00'))).toEqual([
      { measure: 'alert.site-silent', severity: 'info', since: local('2026-12-01 00:00') },
    ]);
    expect(nextChangeOf(site('A2'), local('2026-11-02 00:00'))).toBe(local('2026-12-01 00:00'));
  });

  test('[A2] never for a site that had none and whose opening is not known', () => {
    expect(alerts(site('A1'), now)).toEqual([]);
  });

  test('[A2] only where R8 looks: open stations and institutes', () => {
    const lastActivityDay = '2026-01-01';
    expect(alerts(site('IA', { lastActivityDay }), now)).toHaveLength(1);
    for (const code of ['C', 'B', 'PA', 'BX'])
      expect(alerts(site(code, { lastActivityDay }), now)).toEqual([]);
  });
});
