import type { Thing } from '../domain/join-thing.ts';
import { addDays, startOfDay } from '../domain/time.ts';
import { type ContributionContext, placeOfSite } from '../measures/contribution-context.ts';
import { endOfActivity, isSilent } from '../measures/sites.ts';
import type { AlertDefinition, AlertSignal } from './alert-rule.ts';

/** A new site has this many days before its silence is reported. */
const graceDays = 30;

function silentSince(thing: Thing, context: ContributionContext): AlertSignal | undefined {
  if (thing.kind !== 'site') return undefined;
  const { register, moment } = context;
  const site = register.site(thing.site);
  if (site?.status !== 'open' || !isSilent(site, thing, context)) return undefined;
  const place = { severity: 'info' as const, ...placeOfSite(site.code, context) };
  if (thing.lastActivityDay !== undefined)
    return { ...place, since: endOfActivity(thing.lastActivityDay, context) + 1 };
  if (site.opened === undefined) return undefined;
  const grace = startOfDay(addDays(site.opened, graceDays), register.timeZone);
  return moment.hasPassed(grace - 1) ? { ...place, since: grace } : undefined;
}

export const siteSilent: AlertDefinition = {
  rule: 'site-silent',
  name: { zh: '未开展活动', en: 'site silent' },
  definition: {
    zh: '曾开展过活动或已开放满30天的实践所、实践站，在县里规定天数内未开展活动；同一乡镇合为一条。',
    en: 'A station or institute that has had an activity, or has been open 30 days, without one in the last days of the profile; one alert for each town.',
  },
  rules: ['A2', 'R8'],
  group: 'sites',
  signals: (thing, context) => {
    const found = silentSince(thing, context);
    return found ? [found] : [];
  },
  endings: () => [],
};
