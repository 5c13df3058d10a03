import type { Freshness } from '../board/board.ts';
import type { Site } from '../county/county.ts';
import type { SiteState } from '../domain/site-state.ts';
import { addDays, startOfDay } from '../domain/time.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

const liveMs = 15 * 60_000;
const dayMs = 86_400_000;
/** Tiers that are expected to hold activities [R8]. */
const activeTiers: ReadonlySet<string> = new Set(['institute', 'station']);

const unit = { zh: '个', en: 'sites' };

export const siteMeasures: Measure[] = [
  {
    id: 'sources',
    name: { zh: '站点数据', en: 'sources by freshness' },
    definition: {
      zh: '开放站点按其自身最近一条数据的时间：15分钟内为实时，超过县里规定天数或从未有过为沉默，其余为延迟。',
      en: 'Open sites by the newest event of the site itself: live within 15 minutes, silent after the days of the profile or never, else late.',
    },
    unit,
    rules: ['N7'],
    splits: ['key'],
  },
  {
    id: 'activeSites',
    name: { zh: '活跃阵地', en: 'active sites' },
    definition: {
      zh: '县里规定天数内（含今日）开展过活动的开放站点。',
      en: 'Open sites of the tier with an activity in the last days of the profile, today counted.',
    },
    unit,
    rules: ['R7'],
    splits: ['key'],
  },
  {
    id: 'silentSites',
    name: { zh: '未开展活动的站点', en: 'silent sites' },
    definition: {
      zh: '县里规定天数内（含今日）未开展活动的开放实践所、实践站。',
      en: 'Open stations and institutes without an activity in the last days of the profile.',
    },
    unit,
    rules: ['R8'],
    splits: [],
  },
  {
    id: 'lastEvent',
    name: { zh: '最近数据', en: 'newest event' },
    definition: { zh: '站点自身最近一条数据的时间。', en: 'The newest event of the site itself.' },
    unit: { zh: '时刻', en: 'instant' },
    rules: ['N7'],
    splits: [],
  },
];

function freshnessOf(state: SiteState, { moment, register }: ContributionContext): Freshness {
  const { lastEventAt } = state;
  if (lastEventAt === undefined) return 'silent';
  if (!moment.hasPassed(lastEventAt + liveMs)) return 'live';
  return moment.hasPassed(lastEventAt + register.county.profile.limits.silentDays * dayMs)
    ? 'silent'
    : 'late';
}

/** The last instant at which a day still lies in the last `silentDays` days, today counted. */
export const endOfActivity = (day: string, { register }: ContributionContext): number =>
  startOfDay(addDays(day, register.county.profile.limits.silentDays), register.timeZone) - 1;

export function isActive(state: SiteState, context: ContributionContext): boolean {
  const { lastActivityDay } = state;
  return lastActivityDay !== undefined && !context.moment.hasPassed(endOfActivity(lastActivityDay, context));
}

/** Whether a site is one that holds activities and has held none lately [R8]. */
export const isSilent = (site: Site, state: SiteState, context: ContributionContext): boolean =>
  activeTiers.has(site.tier) && !isActive(state, context);

/** What a site adds by itself [N7, R7, R8]; a site that is not open adds nothing. */
export function siteContributions(state: SiteState, context: ContributionContext): Contribution[] {
  const site = context.register.site(state.site);
  if (site?.status !== 'open') return [];
  const at = state.lastEventAt ?? 0;
  const common = { ...placeOfSite(state.site, context), span: 'now' as const, amount: 1, at };
  const contributions: Contribution[] = [{ ...common, measure: 'sources', key: freshnessOf(state, context) }];
  if (state.lastEventAt !== undefined) contributions.push({ ...common, measure: 'lastEvent' });
  if (isActive(state, context)) contributions.push({ ...common, measure: 'activeSites', key: site.tier });
  if (isSilent(site, state, context)) contributions.push({ ...common, measure: 'silentSites' });
  return contributions;
}
