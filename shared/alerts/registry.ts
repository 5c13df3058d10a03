/** All alert rules. A new rule is one file and its line here. */
import type { Thing } from '../domain/join-thing.ts';
import type { Contribution } from '../measures/contribution.ts';
import { type ContributionContext, given } from '../measures/contribution-context.ts';
import type { Measure } from '../measures/measure.ts';
import { type AlertDefinition, alertMeasure } from './alert-rule.ts';
import { orderOverdue, orderUnanswered } from './order-late.ts';
import { siteSilent } from './site-silent.ts';

export const alertDefinitions: readonly AlertDefinition[] = [orderUnanswered, orderOverdue, siteSilent];

/** Signals are kept like any other figure, split by severity. */
export const alertMeasures: Measure[] = alertDefinitions.map(({ rule, name, definition, rules }) => ({
  id: alertMeasure(rule),
  name,
  definition,
  unit: { zh: '条', en: 'alerts' },
  rules,
  splits: ['key'],
}));

/** What the rules find in a thing, as contributions to `now`. */
export function alertContributions(thing: Thing, context: ContributionContext): Contribution[] {
  return alertDefinitions.flatMap(({ rule, signal }) => {
    const found = signal(thing, context);
    if (!found) return [];
    const { severity, since, site, town } = found;
    const place = { site, ...given('town', town) };
    return [
      { ...place, measure: alertMeasure(rule), span: 'now' as const, amount: 1, at: since, key: severity },
    ];
  });
}
