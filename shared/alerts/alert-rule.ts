import type { AlertRule, Severity } from '../board/board.ts';
import type { Thing } from '../domain/join-thing.ts';
import type { ContributionContext } from '../measures/contribution-context.ts';

/** One cause for an alert, found in one thing. */
export interface AlertSignal {
  severity: Severity;
  /** Since when it stands (ms). */
  since: number;
  site: string;
  town?: string;
}

/** A rule that raises alerts; it closes them by no longer finding their cause. */
export interface AlertDefinition {
  rule: AlertRule;
  name: { zh: string; en: string };
  definition: { zh: string; en: string };
  rules: readonly string[];
  /** One alert for each thing, or one for each town and rule with its count. */
  group: 'thing' | 'town';
  /** What the rule finds in a thing; it looks at those kinds it knows. */
  signal(thing: Thing, context: ContributionContext): AlertSignal | undefined;
}

/** The measure under which the signals of a rule are kept. */
export const alertMeasure = (rule: AlertRule): string => `alert.${rule}`;

/** Severities from the gravest. */
export const severities: readonly Severity[] = ['urgent', 'warning', 'info'];
