import { lowScore, type ServiceOrder } from '../domain/service-order.ts';
import { given } from '../measures/contribution-context.ts';
import type { AlertDefinition } from './alert-rule.ts';

/** A rating that asks for a call, and the call after it. */
function lowRating({ rated, calledBackAt }: ServiceOrder): { at: number; calledBackAt?: number } | undefined {
  if (rated === undefined || rated.score > lowScore) return undefined;
  const called = calledBackAt !== undefined && calledBackAt >= rated.at ? calledBackAt : undefined;
  return { at: rated.at, ...given('calledBackAt', called) };
}

export const lowRatingRule: AlertDefinition = {
  rule: 'low-rating',
  name: { zh: '低分待回访', en: 'low rating' },
  definition: {
    zh: '评分2分及以下的点单，评分之后尚未回访；回访登记后关闭。',
    en: 'An order with a score of 2 or less that nobody has called back about since.',
  },
  rules: ['A4'],
  group: 'thing',
  signals(thing) {
    const low = thing.kind === 'order' ? lowRating(thing) : undefined;
    if (thing.kind !== 'order' || low === undefined || low.calledBackAt !== undefined) return [];
    return [{ severity: 'warning', since: low.at, site: thing.site, ...given('town', thing.town) }];
  },
  endings(thing) {
    const low = thing.kind === 'order' ? lowRating(thing) : undefined;
    if (low?.calledBackAt === undefined) return [];
    return [{ since: low.at, at: low.calledBackAt, cause: 'called-back' }];
  },
};
