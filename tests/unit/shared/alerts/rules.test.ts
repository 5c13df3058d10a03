import { describe, expect, test } from 'vitest';
import { parseAlertId, placeAlertId, thingAlertId } from '../../../../shared/alerts/alert-id.ts';
import { alertContributions, alertEndings } from '../../../../shared/alerts/registry.ts';
import { Register } from '../../../../shared/county/register.ts';
import type { Activity } from '../../../../shared/domain/activity.ts';
import type { Beside } from '../../../../shared/domain/beside.ts';
import type { Thing } from '../../../../shared/domain/join-thing.ts';
import { servedOf } from '../../../../shared/domain/served.ts';
import type { ServiceRecord } from '../../../../shared/domain/service-record.ts';
import type { SiteState } from '../../../../shared/domain/site-state.ts';
import type { TownState } from '../../../../shared/domain/town-state.ts';
import { Moment } from '../../../../shared/measures/moment.ts';
import { nextChangeOf } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { answerBy, dueAt, hourMs, sampleOrder } from '../../../support/sample-order.ts';
import { sitesWithHours, smallCounty, townA } from '../../../support/small-county.ts';

const register = new Register(smallCounty({}, { sites: [...sitesWithHours] }));

const standing = (thing: Thing, now: number, beside?: Beside) =>
  alertContributions(thing, { register, moment: new Moment(now), ...(beside && { beside }) })
    .filter(({ span }) => span === 'now')
    .map(({ measure, key, at, platform }) => ({
      rule: measure.slice('alert.'.length),
      severity: key,
      since: at,
      ...(platform === undefined ? {} : { platform }),
    }));
const rulesOf = (thing: Thing, now: number, beside?: Beside): string[] =>
  standing(thing, now, beside).map(({ rule }) => rule);
const endings = (thing: Thing, now = local('2026-12-31 00:00')) =>
  alertEndings(thing, { register, moment: new Moment(now) });

const siteHeard = (at: string, site = 'A1'): SiteState => ({
  kind: 'site',
  id: site,
  site,
  lastEventAt: local(at),
});

describe('[A3] a source that fell quiet', () => {
  test.each([
    ['within one span of hours', '2026-11-20 08:40', '2026-11-20 10:40'],
    ['before it opens', '2026-11-20 06:00', '2026-11-20 10:30'],
    ['over noon', '2026-11-20 11:00', '2026-11-20 15:30'],
    ['over night', '2026-11-20 16:00', '2026-11-21 09:30'],
  ])('[A3] two hours of its own opening hours: %s', (_, heard, since) => {
    const state = siteHeard(heard);
    expect(standing(state, local(since))).toEqual([]);
    expect(standing(state, local(since) + 1)).toEqual([
      { rule: 'source-stale', severity: 'warning', since: local(since) },
    ]);
    expect(nextChangeOf(state, local(heard) + 20 * 60_000, register)).toBe(local(since) + 1);
  });

  test('[A3] never without hours, never before a site was heard', () => {
    expect(standing(siteHeard('2026-11-20 08:40', 'IA'), local('2026-11-25 12:00'))).toEqual([]);
    expect(standing({ kind: 'site', id: 'A1', site: 'A1' }, local('2026-11-25 12:00'))).toEqual([]);
  });
});

describe('[A4] low ratings', () => {
  const at = local('2026-11-22 09:00');
  const rated = (score: number, calledBackAt?: number) =>
    sampleOrder({
      offeredAt: answerBy,
      completed: { at, beneficiaries: 1 },
      rated: { at, score },
      ...(calledBackAt === undefined ? {} : { calledBackAt }),
    });

  test('[A4] a score of 2, not of 3, until somebody called back', () => {
    expect(standing(rated(2), at)).toEqual([{ rule: 'low-rating', severity: 'warning', since: at }]);
    expect(standing(rated(3), at)).toEqual([]);
    expect(standing(rated(1, at), at)).toEqual([]);
  });

  test('[A4] a call before a later rating does not settle that one', () => {
    expect(rulesOf(rated(1, at - 1), at)).toEqual(['low-rating']);
    expect(endings(rated(1, at - 1))).toEqual([]);
    expect(endings(rated(1, at + 5))).toEqual([
      { rule: 'low-rating', since: at, at: at + 5, cause: 'called-back' },
    ]);
  });
});

const from = local('2026-11-20 09:00');
const record = (more: Partial<ServiceRecord> = {}): ServiceRecord => ({
  kind: 'record',
  id: 'r',
  site: 'A1',
  checkIn: { at: from, volunteer: 'v', activity: 'a' },
  ...more,
});

describe('[A5] open check-ins', () => {
  test('[A5] [N2] after the longest shift, until something settles the record', () => {
    const limit = from + 12 * hourMs;
    expect(standing(record(), limit)).toEqual([]);
    expect(standing(record(), limit + 1)).toEqual([
      { rule: 'open-check-in', severity: 'info', since: limit },
    ]);
    expect(standing(record({ revokedAt: limit + 5 }), limit + 9)).toEqual([]);
    expect(endings(record({ recorded: { at: limit + 7, minutes: 60, volunteer: 'v' } }))).toEqual([
      { rule: 'open-check-in', since: limit, at: limit + 7, cause: 'recorded' },
    ]);
    expect(endings(record({ checkedOutAt: limit }))).toEqual([]);
  });
});

describe('[A6] implausible hours', () => {
  const now = local('2026-11-30 00:00');
  const whole = record({ checkedOutAt: from + 3 * hourMs });
  const other = {
    thing: 'record:IA:q',
    record: record({
      id: 'q',
      site: 'IA',
      checkedOutAt: from + hourMs,
      checkIn: { at: from, volunteer: 'v' },
    }),
  };

  const served = servedOf(other, { maxShiftMinutes: 720, timeZone: register.timeZone });

  test('[A6] overlapping records of one volunteer: shown at the later one', () => {
    const later = record({ checkIn: { at: from + 1, volunteer: 'v' }, checkedOutAt: from + hourMs });
    expect(standing(later, now, { served: served ? [served] : [] })).toEqual([
      { rule: 'implausible-hours', severity: 'info', since: from + 1 },
    ]);
    expect(standing(whole, now, { served: [] })).toEqual([]);
  });

  test('[A6] a record that begins before its activity was published', () => {
    const activity: Activity = { kind: 'activity', id: 'a', site: 'A1', publishedAt: from + 1 };
    expect(rulesOf(whole, now, { served: [], activity })).toEqual(['implausible-hours']);
    expect(rulesOf(whole, now, { served: [], activity: { ...activity, publishedAt: from } })).toEqual([]);
  });

  test('[A6] more than 2,000 people at one activity', () => {
    const held = (beneficiaries: number): Activity => ({
      kind: 'activity',
      id: 'a',
      site: 'A1',
      startedAt: from,
      ended: { at: from + hourMs, participants: 0, beneficiaries },
    });
    expect(rulesOf(held(2000), now)).toEqual([]);
    expect(rulesOf(held(2001), now)).toEqual(['implausible-hours']);
  });

  test('[A6] closed by a confirmation of all doubts or of that one, and by a revocation', () => {
    const long = record({ checkedOutAt: from + 13 * hourMs });
    expect(rulesOf(long, now)).toEqual(['implausible-hours']);
    expect(rulesOf({ ...long, confirmed: { overlap: now } }, now)).toEqual(['implausible-hours']);
    expect(rulesOf({ ...long, confirmed: { 'long-shift': now } }, now)).toEqual([]);
    const confirmed = { ...long, confirmed: { 'implausible-hours': now } };
    expect(rulesOf(confirmed, now)).toEqual([]);
    expect(endings(confirmed)).toContainEqual({
      rule: 'implausible-hours',
      since: from,
      at: now,
      cause: 'confirmed',
    });
    expect(endings({ ...long, revokedAt: now })).toContainEqual({
      rule: 'implausible-hours',
      since: from,
      at: now,
      cause: 'revoked',
    });
  });
});

describe('[A7] platform gaps', () => {
  const town = (more: Partial<TownState>): TownState => ({
    kind: 'town',
    id: townA,
    site: 'IA',
    lastActivityDays: {},
    ...more,
  });

  test('[A7] each platform without an activity for the days of the profile, from the first known one', () => {
    const state = town({ firstActivityDay: '2026-10-01', lastActivityDays: { theory: '2026-10-23' } });
    expect(standing(state, local('2026-10-30 23:59:59.999'))).toEqual([]);
    expect(standing(state, local('2026-11-22 00:00'))).toEqual([
      { rule: 'platform-gap', severity: 'info', since: local('2026-11-22 00:00'), platform: 'theory' },
      { rule: 'platform-gap', severity: 'info', since: local('2026-10-31 00:00'), platform: 'culture' },
    ]);
  });

  test('[A7] none for a town that never held anything: it is silent', () => {
    expect(standing(town({}), local('2026-11-22 00:00'))).toEqual([]);
  });
});

describe('what ended an alert', () => {
  test('[A1] an answer, a completion, a cancellation after the limit, not before it', () => {
    const cause = (more: Parameters<typeof sampleOrder>[0]) =>
      endings(sampleOrder(more)).map((ending) => `${ending.rule} ${ending.cause}`);
    expect(cause({ offeredAt: answerBy })).toEqual([]);
    expect(cause({ offeredAt: answerBy + 1 })).toEqual(['order-unanswered answered']);
    expect(cause({ offeredAt: answerBy, cancelledAt: dueAt + 1 })).toEqual(['order-overdue cancelled']);
    expect(cause({ completed: { at: dueAt + 1, beneficiaries: 0 } })).toEqual(['order-overdue completed']);
  });
});

describe('names of alerts', () => {
  test('lead back to what they are about', () => {
    for (const [rule, thing] of [
      ['order-overdue', 'order:a:b'],
      ['low-rating', 'order:o'],
      ['source-stale', 'site:A1'],
      ['open-check-in', 'record:A1:r:1'],
      ['implausible-hours', 'activity:A1:a'],
    ] as const)
      expect(parseAlertId(thingAlertId(rule, '330127', thing))).toEqual({ rule, county: '330127', thing });
    expect(parseAlertId(placeAlertId('site-silent', townA))).toEqual({ rule: 'site-silent', place: townA });
    for (const id of ['', 'order-overdue', 'order-overdue:330127:', 'other:330127:o', 'low-rating:3301:o'])
      expect(parseAlertId(id)).toBeUndefined();
  });
});
