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

/** Activities of the month for each open institute and station of a board's scope; undefined where it has none. */
export function activitiesPerSite({ totals, now }: Pick<Board, 'totals' | 'now'>): number | undefined {
  const sites = (now.sites.institute ?? 0) + (now.sites.station ?? 0);
  return sites === 0 ? undefined : Math.round((totals.month.activities / sites) * 10) / 10;
}
