/** What all events of a county together say at an instant: a list for each number of the board. */
import type { County, Village } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import {
  activitiesOf,
  only,
  ordersOf,
  projectsOf,
  recordsOf,
  standing,
  volunteersOf,
} from './oracle-things.ts';
import { dayAt, dayBegins, hourAt, plusDays } from './oracle-time.ts';

export interface Where {
  site: string;
  town?: string | undefined;
}

interface Counted extends Where {
  what: string;
  amount: number;
  day: string;
  hour: string;
  platform?: string | undefined;
  category?: string | undefined;
  team?: string | undefined;
  who?: string | undefined;
}

const minute = 60_000;
const hour = 60 * minute;
const fullDay = 24 * hour;

/** [J5] The key of a category and of a platform. */
function keysOf({ profile }: County, platform: string | undefined, category: string | undefined) {
  const known = profile.categories.find(({ id }) => id === category);
  const named = [platform, known?.platform].find((id) => profile.platforms.some((row) => row.id === id));
  return { category: known?.id ?? 'other', platform: named ?? 'other' };
}

type LateRule = 'order-overdue' | 'order-unanswered';

function ordersAt(events: readonly JournalEvent[], county: County, at: number) {
  return ordersOf(events, county).map((order) => {
    const { answered, cancelled, completed, due, answerBy, placed } = order;
    const open = completed === undefined && cancelled === undefined;
    const unanswered = answered === undefined && at > answerBy;
    const reason: LateRule | undefined =
      at > due ? 'order-overdue' : unanswered ? 'order-unanswered' : undefined;
    const withdrawn = cancelled !== undefined && (answered === undefined || cancelled < answered);
    const done = completed && (completed.at <= due || completed.at <= placed);
    return {
      ...order,
      ...keysOf(county, undefined, order.category),
      month: dayAt(placed, county.profile.timezone).slice(0, 7),
      open,
      // [N5] [A1]
      late: open ? reason : undefined,
      // [R2] [R3] [R5]
      inTime: withdrawn
        ? undefined
        : answered !== undefined
          ? answered <= answerBy
          : unanswered
            ? false
            : undefined,
      onTime: cancelled !== undefined ? undefined : (done ?? (at > due ? false : undefined)),
      responseMinutes:
        answered === undefined ? undefined : Math.max(0, Math.floor((answered - placed) / minute)),
    };
  });
}

type Put = (what: string, amount: number, at: number, where: Where, more?: Partial<Counted>) => void;

type Activities = ReturnType<typeof activitiesOf>;

function putActivities(
  put: Put,
  activities: Activities,
  county: County,
  placeOf: (site: string) => Where,
): void {
  for (const { countsAt, site, ended, team, platform, category } of activities) {
    if (countsAt === undefined) continue;
    const more = { ...keysOf(county, platform, category), team };
    put('activities', 1, countsAt, placeOf(site), more);
    put('participants', ended?.data.participants ?? 0, countsAt, placeOf(site), more);
    put('beneficiaries', ended?.data.beneficiaries ?? 0, countsAt, placeOf(site), more);
  }
}

function putRecords(put: Put, records: ReturnType<typeof recordsOf>, placeOf: (site: string) => Where): void {
  for (const { minutes, automatic, at, site, team, volunteer } of records) {
    if (minutes === 0) continue;
    put('serviceMinutes', minutes, at, placeOf(site), { team, who: volunteer });
    put('autoServiceMinutes', automatic ? minutes : 0, at, placeOf(site), { team });
    put('serviceRecords', 1, at, placeOf(site), { team, who: volunteer });
  }
}

function putOrders(put: Put, orders: ReturnType<typeof ordersAt>): void {
  for (const order of orders) {
    const { placed, completed, wish, category, platform, team } = order;
    put('ordersPlaced', 1, placed, order, { category, platform });
    put('wishesPlaced', wish ? 1 : 0, placed, order);
    if (!completed) continue;
    put('ordersCompleted', 1, completed.at, order, { category, platform, team });
    put('wishesCompleted', wish ? 1 : 0, completed.at, order);
    put('beneficiaries', completed.data.beneficiaries ?? 0, completed.at, order, { category, platform });
  }
}

/** [M1]–[M8] */
function countedOf(
  events: readonly JournalEvent[],
  county: County,
  things: {
    activities: Activities;
    records: ReturnType<typeof recordsOf>;
    orders: ReturnType<typeof ordersAt>;
  },
  placeOf: (site: string) => Where,
): Counted[] {
  const zone = county.profile.timezone;
  const counted: Counted[] = [];
  const put: Put = (what, amount, at, { site, town }, more = {}) => {
    counted.push({ what, amount, day: dayAt(at, zone), hour: hourAt(at, zone), site, town, ...more });
  };
  putActivities(put, things.activities, county, placeOf);
  putRecords(put, things.records, placeOf);
  putOrders(put, things.orders);
  for (const { at, site, data } of only(events, 'points.granted'))
    put('pointsGranted', data.points, at, placeOf(site));
  for (const { at, site, data } of only(events, 'points.redeemed'))
    put('pointsRedeemed', data.points, at, placeOf(site));
  return counted;
}

/** [N7] [R7] [R8] [R10] */
function sitesAt(events: readonly JournalEvent[], activities: Activities, county: County, at: number) {
  const { limits, timezone } = county.profile;
  const today = dayAt(at, timezone);
  const lastHeard = (code: string): number | undefined => {
    const times = events.filter(({ site, actor }) => site === code && !actor).map((event) => event.at);
    return times.length === 0 ? undefined : Math.max(...times);
  };
  const lastActivityDay = (code: string): string | undefined =>
    activities
      .flatMap(({ site, countsAt }) =>
        site === code && countsAt !== undefined ? dayAt(countsAt, timezone) : [],
      )
      .sort()
      .at(-1);
  /** An activity minutes ahead, on the day that comes next, is one too. */
  const isActive = (code: string): boolean =>
    (lastActivityDay(code) ?? '') >= plusDays(today, 1 - limits.silentDays);
  const freshness = (code: string): 'live' | 'late' | 'silent' => {
    const heard = lastHeard(code);
    if (heard === undefined || at - heard > limits.silentDays * fullDay) return 'silent';
    return at - heard <= 15 * minute ? 'live' : 'late';
  };
  const isSilent = (code: string): boolean => {
    const site = county.sites.find((row) => row.code === code);
    return site?.status === 'open' && ['institute', 'station'].includes(site.tier) && !isActive(code);
  };
  /** [A2] Since when the silence of a site is worth an alert. */
  const silentSince = (code: string): number | undefined => {
    const [day, opened] = [lastActivityDay(code), county.sites.find((row) => row.code === code)?.opened];
    const from = day === undefined ? opened && plusDays(opened, 30) : plusDays(day, limits.silentDays);
    return isSilent(code) && from && from <= today ? dayBegins(from, timezone) : undefined;
  };
  return { lastHeard, isActive, freshness, isSilent, silentSince };
}

/** Near enough for places a few kilometres apart. */
const isCovered =
  ({ sites, profile }: County) =>
  ({ lon = Number.NaN, lat = Number.NaN }: Village): boolean =>
    sites.some((site) => {
      const north = (site.lat ?? Number.NaN) - lat;
      const east = ((site.lon ?? Number.NaN) - lon) * Math.cos((lat * Math.PI) / 180);
      return site.status === 'open' && Math.hypot(north, east) * 111.19 <= profile.limits.circleKm;
    });

export function factsOf(all: readonly JournalEvent[], county: County, at: number) {
  const events = standing(all, county);
  const placeOf = (code: string): Where => ({
    site: code,
    town: county.sites.find((row) => row.code === code)?.town,
  });
  const activities = activitiesOf(events);
  const records = recordsOf(events, county);
  const orders = ordersAt(events, county, at);
  const longest = county.profile.limits.maxShiftMinutes * minute;
  const checkedIn = records.flatMap(({ openSince, volunteer, site }) =>
    openSince === undefined ? [] : [{ ...placeOf(site), who: volunteer, tooLong: at - openSince > longest }],
  );
  return {
    placeOf,
    activities,
    records,
    confirmed: only(events, 'desk.confirmed'),
    said: only(events, 'desk.acknowledged', 'desk.assigned', 'desk.snoozed'),
    orders,
    projects: projectsOf(events).map((project) => ({ ...placeOf(project.site), ...project })),
    counted: countedOf(events, county, { activities, records, orders }, placeOf),
    onDuty: checkedIn.filter(({ tooLong }) => !tooLong),
    openCheckIns: checkedIn.filter(({ tooLong }) => tooLong),
    // [N3]
    running: activities.flatMap((activity) => {
      const { started, ended, cancelled, plannedEnd, site, platform, category } = activity;
      if (started === undefined || ended || cancelled) return [];
      const until = plannedEnd === undefined ? started + 6 * hour : plannedEnd + 2 * hour;
      if (at > until) return [];
      return [{ ...activity, ...placeOf(site), since: started, ...keysOf(county, platform, category) }];
    }),
    // [N6]
    registered: volunteersOf(events)
      .filter(({ type }) => type === 'volunteer.registered')
      .map(({ site }) => placeOf(site)),
    ...sitesAt(events, activities, county, at),
    isCovered: isCovered(county),
    teamName: (team: string): string | undefined => county.teams.find(({ id }) => id === team)?.name,
    teamSite: (team: string): string | undefined => county.teams.find(({ id }) => id === team)?.site,
  };
}

export type Facts = ReturnType<typeof factsOf>;
