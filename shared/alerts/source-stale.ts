import { openFor } from '../county/opening-hours.ts';
import { placeOfSite } from '../measures/contribution-context.ts';
import type { AlertDefinition } from './alert-rule.ts';

/** So long a site may be quiet while it is open. */
export const quietMs = 2 * 3_600_000;

export const sourceStale: AlertDefinition = {
  rule: 'source-stale',
  name: { zh: '数据中断', en: 'source stale' },
  definition: {
    zh: '曾有数据的开放站点，在其登记的开放时间内累计2小时没有新数据；未登记开放时间的不计，有新数据后关闭。',
    en: 'An open site that was heard of, and then not for 2 hours of its own opening hours; without such hours never.',
  },
  rules: ['A3'],
  group: 'thing',
  signals(thing, context) {
    if (thing.kind !== 'site' || thing.lastEventAt === undefined) return [];
    const { register, moment } = context;
    const site = register.site(thing.site);
    if (site?.status !== 'open' || site.hours === undefined) return [];
    const since = openFor(quietMs, thing.lastEventAt, site.hours, register.timeZone);
    return moment.hasPassed(since)
      ? [{ severity: 'warning', since, ...placeOfSite(site.code, context) }]
      : [];
  },
  endings: () => [],
};
