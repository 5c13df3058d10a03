import type { AlertHandling } from '../domain/alert-handling.ts';
import type { Contribution } from '../measures/contribution.ts';
import type { ContributionContext } from '../measures/contribution-context.ts';

/** What operators say of an alert adds to no figure; but the end of a pause is a change of the boards it stands on. */
export function handlingContributions(
  { snoozed }: AlertHandling,
  { moment }: ContributionContext,
): Contribution[] {
  if (snoozed) moment.hasPassed(snoozed.until - 1);
  return [];
}
