import type { StarsAnswer } from '../../../shared/wire/http.ts';

export interface StarRow {
  level: number;
  name: string;
  /** The hours that it takes, as the county's profile says. */
  hours: string;
  volunteers: number;
  /** Of the star with most volunteers, 0–1; who has none yet would make all others small. */
  share: number;
}

const hoursOf = (minutes: number): number => Math.floor(minutes / 60);

/** The levels from the highest to none, with the hours of each [R11]. */
export function starRows({ thresholds, levels }: Pick<StarsAnswer, 'thresholds' | 'levels'>): StarRow[] {
  const most = Math.max(1, ...levels.filter(({ level }) => level > 0).map(({ volunteers }) => volunteers));
  const [first = 0] = thresholds;
  return [...levels]
    .sort((a, b) => b.level - a.level)
    .map(({ level, volunteers }) => {
      const least = thresholds[level - 1];
      return {
        level,
        name: level === 0 ? '未评星' : `${level} 星`,
        hours: least === undefined ? `不足 ${hoursOf(first)} 小时` : `≥ ${hoursOf(least)} 小时`,
        volunteers,
        share: level === 0 ? 0 : volunteers / most,
      };
    });
}
