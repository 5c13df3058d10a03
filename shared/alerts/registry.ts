/** All alert rules. A new rule is one file and its line here. */

import type { AlertRule } from '../board/board.ts';
import type { Thing } from '../domain/join-thing.ts';
import type { Contribution } from '../measures/contribution.ts';
import { type ContributionContext, daySpan, given } from '../measures/contribution-context.ts';
import type { Measure } from '../measures/measure.ts';
import { type AlertDefinition, type AlertEnding, alertMeasure, closedMeasure } from './alert-rule.ts';
import { implausibleHours } from './implausible-hours.ts';
import { lowRatingRule } from './low-rating.ts';
import { openCheckIn } from './open-check-in.ts';
import { orderOverdue, orderUnanswered } from './order-late.ts';
import { platformGap } from './platform-gap.ts';
import { siteSilent } from './site-silent.ts';
import { sourceStale } from './source-stale.ts';

export const alertDefinitions: readonly AlertDefinition[] = [
  orderUnanswered,
  orderOverdue,
  siteSilent,
  sourceStale,
  lowRatingRule,
  openCheckIn,
  implausibleHours,
  platformGap,
];

const unit = { zh: '条', en: 'alerts' };

/** Signals are kept like any other figure, split by severity; endings on the day of each, split by rule. */
export const alertMeasures: Measure[] = [
  ...alertDefinitions.map(
    ({ rule, name, definition, rules }): Measure => ({
      id: alertMeasure(rule),
      name,
      definition,
      unit,
      rules,
      splits: ['key'],
    }),
  ),
  {
    id: closedMeasure,
    name: { zh: '已消除的提醒', en: 'alerts closed' },
    definition: {
      zh: '原因已消除的提醒，按消除当日计。',
      en: 'Alerts whose cause is gone, by the day on which it went.',
    },
    unit,
    rules: ['A1', 'A4', 'A5', 'A6'],
    splits: ['key'],
  },
];

/** What the rules find in a thing, as contributions to `now`. */
function standing(thing: Thing, context: ContributionContext): Contribution[] {
  return alertDefinitions.flatMap(({ rule, signals }) =>
    signals(thing, context).map(({ severity, since, site, town, platform }) => ({
      site,
      ...given('town', town),
      ...given('platform', platform),
      measure: alertMeasure(rule),
      span: 'now' as const,
      amount: 1,
      at: since,
      key: severity,
    })),
  );
}

/** The occurrences that a thing had and has no more, rule by rule. */
export const alertEndings = (
  thing: Thing,
  context: ContributionContext,
): (AlertEnding & { rule: AlertRule })[] =>
  alertDefinitions.flatMap(({ rule, endings }) =>
    endings(thing, context).map((ending) => ({ ...ending, rule })),
  );

function closed(thing: Thing, context: ContributionContext): Contribution[] {
  const town = thing.kind === 'order' ? thing.town : context.register.townOfSite(thing.site);
  return alertEndings(thing, context).map(({ rule, at }) => ({
    site: thing.site,
    ...given('town', town),
    measure: closedMeasure,
    span: daySpan(at, context),
    amount: 1,
    at,
    key: rule,
  }));
}

/** What a thing adds to the figures of alerts: those that stand, and those that are over. */
export const alertContributions = (thing: Thing, context: ContributionContext): Contribution[] => [
  ...standing(thing, context),
  ...closed(thing, context),
];
