/** What things add to the figures, looked at without a store. */
import { Register } from '../../shared/county/register.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import { smallCounty } from './small-county.ts';

export const smallRegister = new Register(smallCounty());

/** Everything that a thing adds when it is looked at at `now` (ms). */
export const figuresAt = (thing: Thing, now: number, register = smallRegister): Contribution[] =>
  contributionsOf(thing, { register, moment: new Moment(now) });

/** The amounts of one measure, in the order in which they were added. */
export const amountsOf = (contributions: readonly Contribution[], measure: string): number[] =>
  contributions.filter((contribution) => contribution.measure === measure).map(({ amount }) => amount);

/** The days on which one measure counts. */
export const daysOf = (contributions: readonly Contribution[], measure: string): string[] =>
  contributions.flatMap(({ measure: own, span }) =>
    own === measure && span !== 'now' && 'day' in span ? [span.day] : [],
  );

/** When the answers given at `now` change next by time alone (ms). */
export function nextChangeOf(thing: Thing, now: number, register = smallRegister): number | undefined {
  const moment = new Moment(now);
  contributionsOf(thing, { register, moment });
  return moment.nextChangeAt;
}
