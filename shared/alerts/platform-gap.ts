import { addDays, startOfDay } from '../domain/time.ts';
import type { AlertDefinition } from './alert-rule.ts';

export const platformGap: AlertDefinition = {
  rule: 'platform-gap',
  name: { zh: '平台空白', en: 'platform gap' },
  definition: {
    zh: '乡镇在县里规定天数内（含今日）未开展某一平台的活动；从该乡镇有活动记录起算，同一乡镇合为一条。',
    en: 'A town without an activity of a platform in the last days of the profile, counted from its first known activity; one alert for each town with the number of its platforms.',
  },
  rules: ['A7'],
  group: 'platforms',
  signals(thing, { register, moment }) {
    if (thing.kind !== 'town') return [];
    const { firstActivityDay, lastActivityDays, id, site } = thing;
    // A town that never held anything is silent [A2]: nothing says since when a platform of it would be missing.
    if (firstActivityDay === undefined) return [];
    const { platforms, limits } = register.county.profile;
    return platforms.flatMap(({ id: platform }) => {
      const last = lastActivityDays[platform] ?? firstActivityDay;
      const since = startOfDay(addDays(last, limits.gapDays), register.timeZone);
      if (!moment.hasPassed(since - 1)) return [];
      return [{ severity: 'info' as const, since, site, town: id, platform }];
    });
  },
  endings: () => [],
};
