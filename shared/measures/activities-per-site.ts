/** 站均活动 [R12]: the fair comparison of towns. */
import type { Board } from '../board/board.ts';

export const activitiesPerSiteDefinition = {
  name: { zh: '站均活动', en: 'activities per site' },
  definition: {
    zh: '本月活动场次 ÷ 开放的实践所与实践站，一位小数。',
    en: 'Activities of the month ÷ open institutes and stations, one decimal.',
  },
  unit: { zh: '场', en: 'activities' },
  rules: ['R12'],
} as const;

/** Activities for each of so many open institutes and stations, to one decimal; undefined where there are none. */
export const perSite = (activities: number, sites: number): number | undefined =>
  sites === 0 ? undefined : Math.round((activities / sites) * 10) / 10;

/** Activities of the month for each open institute and station of a board's scope. */
export const activitiesPerSite = ({ totals, now }: Pick<Board, 'totals' | 'now'>): number | undefined =>
  perSite(totals.month.activities, (now.sites.institute ?? 0) + (now.sites.station ?? 0));
