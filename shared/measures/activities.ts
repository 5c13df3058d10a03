import { type Activity, countedAt } from '../domain/activity.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, daySpan, given, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

const hourMs = 3_600_000;
const splits = ['platform', 'category', 'team'] as const;

export const activityMeasures: Measure[] = [
  {
    id: 'activities',
    name: { zh: '活动场次', en: 'activities' },
    definition: {
      zh: '已开始的活动，计入开始当日；没有开始记录而已结束的，计入结束当日。未开始即取消的不计。',
      en: 'Activities that were started, on that day, or that ended without a known start, on the day they ended. One cancelled before either does not count.',
    },
    unit: { zh: '场', en: 'activities' },
    rules: ['M1'],
    splits,
    byHour: true,
  },
  {
    id: 'participants',
    name: { zh: '参与人次', en: 'participants' },
    definition: {
      zh: '活动结束时站点填报的参与人次，计入活动当日。',
      en: 'As the site reports when an activity ends, on the day of the activity.',
    },
    unit: { zh: '人次', en: 'attendances' },
    rules: ['M2'],
    splits,
  },
  {
    id: 'beneficiaries',
    name: { zh: '惠及人次', en: 'beneficiaries' },
    definition: {
      zh: '活动结束时站点填报的惠及人次（计入活动当日），加上点单办结时填报的惠及人次（计入办结当日）。',
      en: 'As reported when an activity ends, on its day, and when an order is completed, on the day completed.',
    },
    unit: { zh: '人次', en: 'attendances' },
    rules: ['M2'],
    splits,
  },
  {
    id: 'activitiesRunning',
    name: { zh: '进行中的活动', en: 'activities now running' },
    definition: {
      zh: '已开始、未结束、未取消的活动；超过计划结束时间2小时（没有计划的，开始后6小时）不再计入。',
      en: 'Started, neither ended nor cancelled, until 2 h after the planned end, without one until 6 h after the start.',
    },
    unit: { zh: '场', en: 'activities' },
    rules: ['N3'],
    splits: [],
  },
];

function isRunning(activity: Activity, { moment }: ContributionContext): boolean {
  const { startedAt, ended, cancelledAt, plannedEnd } = activity;
  if (startedAt === undefined || ended || cancelledAt !== undefined) return false;
  return !moment.hasPassed(plannedEnd === undefined ? startedAt + 6 * hourMs : plannedEnd + 2 * hourMs);
}

/** What an activity adds [M1, M2, N3]. */
export function activityContributions(activity: Activity, context: ContributionContext): Contribution[] {
  const at = countedAt(activity);
  if (at === undefined) return [];
  const { register } = context;
  const common = {
    ...placeOfSite(activity.site, context),
    at,
    span: daySpan(at, context),
    platform: register.platformKey(activity.platform, activity.category),
    category: register.categoryKey(activity.category),
    ...given('team', activity.teamId),
  };
  const contributions: Contribution[] = [{ ...common, measure: 'activities', amount: 1 }];
  const { participants = 0, beneficiaries = 0 } = activity.ended ?? {};
  if (participants > 0) contributions.push({ ...common, measure: 'participants', amount: participants });
  if (beneficiaries > 0) contributions.push({ ...common, measure: 'beneficiaries', amount: beneficiaries });
  if (isRunning(activity, context)) {
    contributions.push({ ...common, span: 'now', measure: 'activitiesRunning', amount: 1 });
  }
  return contributions;
}
