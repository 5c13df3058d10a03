/** The titles a county can use: its own category ids instead of names, and the platform that it counts them under. */
import type { CountyProfile } from '../../shared/county/profile.ts';
import { activityTitles, orderTitles, type RequestTitle, wishTitles } from '../content/content.ts';
import { occasionsOf, seasonsOf } from './calendar.ts';
import type { Random } from './random.ts';

export interface ActivityChoice {
  title: string;
  category: string;
  platform: string;
  season?: string;
}

export interface Titles {
  activities: ActivityChoice[];
  orders: RequestTitle[];
  wishes: RequestTitle[];
}

/** Where the titles' own list puts a category; a county may put it under another platform. */
const usualPlatform: Readonly<Record<string, string>> = {
  文化: 'culture',
  教育: 'education',
  体育: 'sports',
  卫生: 'sports',
  法治: 'education',
  农业: 'science',
};

export function titlesOf(profile: CountyProfile): Titles {
  const byName = new Map(profile.categories.map((category) => [category.name, category]));
  const beside = profile.categories.find(({ menu, platform }) => menu === false && platform === 'theory');
  const activities = activityTitles.map(({ title, category, platform, season }): ActivityChoice => {
    const own = platform === 'theory' && beside ? beside : byName.get(category);
    const moved = usualPlatform[category] === platform ? own?.platform : undefined;
    return {
      title,
      category: own?.id ?? profile.categories.find((entry) => entry.platform === platform)?.id ?? 'other',
      platform: moved ?? platform,
      ...(season && { season }),
    };
  });
  const requests = (rows: readonly RequestTitle[]): RequestTitle[] =>
    rows.flatMap(({ title, category }) => {
      const own = byName.get(category);
      return own ? [{ title, category: own.id }] : [];
    });
  return { activities, orders: requests(orderTitles), wishes: requests(wishTitles) };
}

/** How well a title fits a day: 0 out of season, most on a festival. */
export function fitOf(choice: Pick<ActivityChoice, 'season'>, day: string): number {
  if (!choice.season) return 1;
  if (seasonsOf(day).includes(choice.season)) return 2;
  return occasionsOf(day).some(({ name }) => name === choice.season) ? 6 : 0;
}

/** A title for an activity of a day under one of the platforms, or under any where that one has none for the day. */
export function chooseActivity(
  titles: Titles,
  platform: string,
  day: string,
  random: Random,
): ActivityChoice {
  const fitting = titles.activities.filter((choice) => fitOf(choice, day) > 0);
  const own = fitting.filter((choice) => choice.platform === platform);
  return random.weighted(own.length > 0 ? own : fitting, (choice) => fitOf(choice, day));
}
