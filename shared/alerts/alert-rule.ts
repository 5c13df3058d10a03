import type { AlertCause, AlertRule, Severity } from '../board/board.ts';
import type { Register } from '../county/register.ts';
import type { Thing } from '../domain/join-thing.ts';
import type { ContributionContext } from '../measures/contribution-context.ts';
import { Moment } from '../measures/moment.ts';

/** One cause for an alert, found in one thing. */
export interface AlertSignal {
  severity: Severity;
  /** Since when it stands (ms). */
  since: number;
  site: string;
  town?: string;
  platform?: string;
}

/** A cause that stood from one instant (ms) until another one, when something ended it. */
export interface AlertEnding {
  since: number;
  at: number;
  cause: AlertCause;
}

/** A rule that raises alerts; it closes them by no longer finding their cause. */
export interface AlertDefinition {
  rule: AlertRule;
  name: { zh: string; en: string };
  definition: { zh: string; en: string };
  rules: readonly string[];
  /** One alert for each thing, or one for each town and rule with the number of its sites or platforms. */
  group: 'thing' | 'sites' | 'platforms';
  /** What the rule finds in a thing; it looks at those kinds it knows. */
  signals(thing: Thing, context: ContributionContext): readonly AlertSignal[];
  /** Occurrences that a thing had and has no more, as far as it tells of them: the state of a place knows no past. */
  endings(thing: Thing, context: ContributionContext): readonly AlertEnding[];
}

/** The measure under which the signals of a rule are kept. */
export const alertMeasure = (rule: AlertRule): string => `alert.${rule}`;

/** The measure under which the endings of all rules are kept, by rule. */
export const closedMeasure = 'alertsClosed';

/** Severities from the gravest. */
export const severities: readonly Severity[] = ['urgent', 'warning', 'info'];

/** The earliest of what may have ended an alert that stood since an instant, where any came after it. */
export function firstEnding(
  since: number,
  ends: readonly (readonly [cause: AlertCause, at: number | undefined])[],
): AlertEnding[] {
  let first: AlertEnding | undefined;
  for (const [cause, at] of ends)
    if (at !== undefined && (first === undefined || at < first.at)) first = { since, at, cause };
  return first !== undefined && first.at > since ? [first] : [];
}

/** What a rule found in a thing as it was until an instant (ms), at which something ended it. */
export const stoodBefore = (
  { signals }: AlertDefinition,
  thing: Thing,
  at: number,
  register: Register,
): AlertSignal[] => signals(thing, { register, moment: new Moment(at) }).filter(({ since }) => since < at);
