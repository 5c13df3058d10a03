/**
 * Alerts of places that were quiet until something came: a site that was heard of again [A3], an activity of a silent
 * site [A2] or of a platform that a town was without [A7]. No thing tells of them, so the rule itself is asked what it
 * found the moment before. Registers are taken as they are now [P3].
 */
import { placeAlertId, thingAlertId } from '../../shared/alerts/alert-id.ts';
import { stoodBefore } from '../../shared/alerts/alert-rule.ts';
import { platformGap } from '../../shared/alerts/platform-gap.ts';
import { siteSilent } from '../../shared/alerts/site-silent.ts';
import { quietMs, sourceStale } from '../../shared/alerts/source-stale.ts';
import type { Register } from '../../shared/county/register.ts';
import { siteThing, townThing } from '../../shared/domain/thing.ts';
import { addDays, startOfDay } from '../../shared/domain/time.ts';
import type { TownState } from '../../shared/domain/town-state.ts';
import { sitePlace } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { ContributionRow, DayCell, ReadTransaction } from '../store/store.ts';
import type { EndedAlert, EndedSpan } from './ended.ts';

/** More than a county has in some days; of more the newest are looked at. */
const mostActivities = 20_000;
const mostSilences = 10_000;

const nameOfSite = (register: Register, site: string): string => register.site(site)?.name ?? site;

/** Sites that were heard of again after two of their own hours [A3]. */
export async function endedStale(
  view: ReadTransaction,
  register: Register,
  { from, to }: EndedSpan,
): Promise<EndedAlert[]> {
  const { code, county, timeZone } = register;
  const sites = county.sites.filter(({ status, hours }) => status === 'open' && hours !== undefined);
  const span = {
    after: startOfDay(from, timeZone) - 1,
    upTo: startOfDay(addDays(to, 1), timeZone) - 1,
    longerThan: quietMs,
    upToSeq: (await view.position(code)).seq,
  };
  const silences = await view.silences(
    code,
    sites.map((site) => site.code),
    span,
    mostSilences,
  );
  return silences.flatMap((silence): EndedAlert[] => {
    const { site, to: at } = silence;
    const before = { kind: 'site' as const, id: site, site, lastEventAt: silence.from };
    return stoodBefore(sourceStale, before, at, register).map(({ since }) => ({
      id: thingAlertId(sourceStale.rule, code, siteThing(site)),
      rule: sourceStale.rule,
      title: nameOfSite(register, site),
      scope: `site:${site}`,
      ...{ since, at, cause: 'heard' },
    }));
  });
}

/** The first activity of a day, and the newest day before it that had one. */
interface FirstOfDay extends DayCell {
  at: number;
  day: string;
  before?: string;
}

/** First activities by the figure that they are counted in, each with the day before it. */
async function firstsOfDays(
  view: ReadTransaction,
  county: string,
  activities: readonly ContributionRow[],
  cellOf: (row: ContributionRow) => DayCell | undefined,
): Promise<FirstOfDay[]> {
  const byCell = new Map<string, { cell: DayCell; days: Map<string, number> }>();
  for (const row of activities) {
    const cell = cellOf(row);
    if (cell === undefined || row.span === 'now' || !('day' in row.span)) continue;
    const { day } = row.span;
    const name = `${cell.place} ${cell.key}`;
    const known = byCell.get(name) ?? { cell, days: new Map<string, number>() };
    byCell.set(name, known);
    known.days.set(day, Math.min(row.at, known.days.get(day) ?? row.at));
  }
  const byDay = new Map<string, FirstOfDay[]>();
  for (const { cell, days } of byCell.values())
    for (const [day, at] of days) {
      const first = { ...cell, day, at };
      byDay.set(day, [...(byDay.get(day) ?? []), first]);
    }
  const firsts: FirstOfDay[] = [];
  for (const [day, some] of byDay) {
    const before = await view.newestDays(county, some, day);
    firsts.push(...some.map((first, index) => ({ ...first, ...given('before', before[index]) })));
  }
  return firsts;
}

async function endedSilent(
  view: ReadTransaction,
  register: Register,
  activities: readonly ContributionRow[],
): Promise<EndedAlert[]> {
  const firsts = await firstsOfDays(view, register.code, activities, ({ site }) => ({
    ...{ place: sitePlace(site), series: 'activities', key: '' },
  }));
  return firsts.flatMap(({ place, at, before }): EndedAlert[] => {
    const site = place.slice(sitePlace('').length);
    const state = { kind: 'site' as const, id: site, site, ...given('lastActivityDay', before) };
    return stoodBefore(siteSilent, state, at, register).map(({ since, town }) => ({
      id: placeAlertId(siteSilent.rule, town ?? site),
      rule: siteSilent.rule,
      title: nameOfSite(register, site),
      scope: `site:${site}`,
      ...{ since, at, cause: 'activity' },
    }));
  });
}

async function endedGaps(
  view: ReadTransaction,
  register: Register,
  activities: readonly ContributionRow[],
): Promise<EndedAlert[]> {
  const { code, county } = register;
  const firsts = await firstsOfDays(view, code, activities, ({ town, platform }) =>
    town === undefined || platform === undefined || !register.town(town)
      ? undefined
      : { place: town, series: 'activities.platform', key: platform },
  );
  const towns = [...new Set(firsts.map(({ place }) => place))];
  const states = await view.entities(towns.map(townThing), code);
  return firsts.flatMap(({ place: town, key: platform, at, before }): EndedAlert[] => {
    const body = states.get(townThing(town))?.body;
    if (body === undefined) return [];
    // The first day of a town is the same before an activity, or the activity itself began it.
    const state = JSON.parse(body) as TownState;
    const lastActivityDays: Record<string, string> = before === undefined ? {} : { [platform]: before };
    return stoodBefore(platformGap, { ...state, lastActivityDays }, at, register)
      .filter((signal) => signal.platform === platform)
      .map(({ since }) => ({
        id: placeAlertId(platformGap.rule, town),
        rule: platformGap.rule,
        title: county.profile.platforms.find(({ id }) => id === platform)?.name ?? platform,
        scope: `area:${town}`,
        ...{ since, at, cause: 'activity' },
      }));
  });
}

/** Silent sites [A2] and gaps of platforms [A7] that an activity ended. */
export async function endedByActivities(
  view: ReadTransaction,
  register: Register,
  span: EndedSpan,
): Promise<EndedAlert[]> {
  const filter = { measure: 'activities', span };
  const activities = await view.contributions(register.code, filter, { limit: mostActivities });
  return [
    ...(await endedSilent(view, register, activities)),
    ...(await endedGaps(view, register, activities)),
  ];
}
