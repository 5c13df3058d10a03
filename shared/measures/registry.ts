/** All measures, and what each kind of thing adds to them. A new measure is one file and its line here. */

import { handlingContributions } from '../alerts/handling.ts';
import { alertContributions, alertMeasures } from '../alerts/registry.ts';
import type { Thing } from '../domain/join-thing.ts';
import { activityContributions, activityMeasures } from './activities.ts';
import type { Contribution } from './contribution.ts';
import type { ContributionContext } from './contribution-context.ts';
import type { Measure } from './measure.ts';
import { orderRateContributions, orderRateMeasures } from './order-rates.ts';
import { orderContributions, orderMeasures } from './orders.ts';
import { pointsContributions, pointsMeasures } from './points.ts';
import { projectContributions, projectMeasures } from './projects.ts';
import { serviceRecordContributions, serviceRecordMeasures } from './service-records.ts';
import { siteContributions, siteMeasures } from './sites.ts';
import { volunteerContributions, volunteerMeasures } from './volunteers.ts';

export const measures: ReadonlyMap<string, Measure> = new Map(
  [
    ...activityMeasures,
    ...serviceRecordMeasures,
    ...orderMeasures,
    ...orderRateMeasures,
    ...volunteerMeasures,
    ...projectMeasures,
    ...pointsMeasures,
    ...siteMeasures,
    ...alertMeasures,
  ].map((measure) => [measure.id, measure]),
);

/** A measure that is known to be registered. */
export function measureOf(id: string): Measure {
  const measure = measures.get(id);
  if (!measure) throw new Error(`no measure ${id}`);
  return measure;
}

function figuresOf(thing: Thing, context: ContributionContext): Contribution[] {
  switch (thing.kind) {
    case 'activity':
      return activityContributions(thing, context);
    case 'record':
      return serviceRecordContributions(thing, context);
    case 'order':
      return [...orderContributions(thing, context), ...orderRateContributions(thing, context)];
    case 'volunteer':
      return volunteerContributions(thing, context);
    case 'project':
      return projectContributions(thing, context);
    case 'points':
      return pointsContributions(thing, context);
    case 'site':
      return siteContributions(thing, context);
    case 'alert':
      return handlingContributions(thing, context);
    case 'town':
      return [];
  }
}

/** Everything that a thing adds to the figures at the context's moment. */
export const contributionsOf = (thing: Thing, context: ContributionContext): Contribution[] => [
  ...figuresOf(thing, context),
  ...alertContributions(thing, context),
];
