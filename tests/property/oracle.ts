/**
 * The board computed a second time: from a list of accepted events, the registers and an instant, by plain loops, with
 * nothing of the code that it checks but the types. Where a board holds a text that no rule gives, it is left empty.
 */
import type { Board } from '../../shared/board/board.ts';
import type { County, Site } from '../../shared/county/county.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { alertRows } from './oracle-alerts.ts';
import { factsOf, type Where } from './oracle-facts.ts';
import { feedRows, queueRows, runningRows } from './oracle-rows.ts';
import { count, type Days, measures, rows, splits, starCounts, totals, type View } from './oracle-sums.ts';
import { dayAt, plusDays } from './oracle-time.ts';

/** [N1]–[N8] */
function now(view: View, baseline: Record<string, number>): Board['now'] {
  const { county, facts, inside } = view;
  const { orders } = facts;
  const open = county.sites.filter((site) => site.status === 'open' && inside({ ...site, site: site.code }));
  const fresh = (key: string): number => open.filter(({ code }) => facts.freshness(code) === key).length;
  const whole = inside({ site: 'nowhere' });
  return {
    onDuty: new Set(facts.onDuty.filter(inside).map(({ who }) => who)).size,
    openCheckIns: facts.openCheckIns.filter(inside).length,
    activitiesRunning: facts.running.filter(inside).length,
    ordersOpen: orders.filter((order) => order.open && inside(order)).length,
    ordersOverdue: orders.filter((order) => order.late && inside(order)).length,
    registeredVolunteers: facts.registered.filter(inside).length + (baseline.registeredVolunteers ?? 0),
    teams: county.teams.filter(({ site }) => whole || (site !== undefined && inside(facts.placeOf(site))))
      .length,
    alerts: 0,
    sites: Object.fromEntries(
      county.profile.tiers.map(({ id }) => [id, open.filter(({ tier }) => tier === id).length]),
    ),
    sources: { live: fresh('live'), late: fresh('late'), silent: fresh('silent') },
  };
}

function median(samples: readonly number[]): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** [R1]–[R5] */
export function orders({ facts, today, inside }: View): Board['orders'] {
  const own = facts.orders.filter((order) => order.month === today.slice(0, 7) && inside(order));
  const stage = (type: string): number =>
    own.filter(({ parts }) => parts.some((event) => event.type === `order.${type}`)).length;
  const rate = (parts: (boolean | undefined)[]): number | undefined => {
    const known = parts.filter((part) => part !== undefined);
    return known.length === 0 ? undefined : known.filter(Boolean).length / known.length;
  };
  const values = {
    responseRate: rate(own.map(({ inTime }) => inTime)),
    onTimeRate: rate(own.map(({ onTime }) => onTime)),
    satisfaction: rate(own.map(({ rated }) => (rated === undefined ? undefined : rated >= 4))),
    responseMinutesMedian: median(own.flatMap(({ responseMinutes }) => responseMinutes ?? [])),
  };
  return {
    month: {
      placed: own.length,
      offered: stage('offered'),
      accepted: stage('accepted'),
      completed: stage('completed'),
      rated: stage('rated'),
      showcased: stage('showcased'),
      declined: stage('declined'),
      cancelled: stage('cancelled'),
    },
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  };
}

export function childOf(view: View, sites: readonly Site[]): Board['children'][string] {
  const { facts } = view;
  const month: Days = (day) => day.slice(0, 7) === view.today.slice(0, 7);
  const open = sites.filter(({ status }) => status === 'open').map(({ code }) => code);
  const heard = open.flatMap((code) => facts.lastHeard(code) ?? []);
  const known = open.map((code) => facts.freshness(code));
  const { ordersOpen, ordersOverdue, onDuty } = now(view, {});
  return {
    activities: count(view, 'activities', month),
    serviceMinutes: count(view, 'serviceMinutes', month),
    beneficiaries: count(view, 'beneficiaries', month),
    ordersOpen,
    ordersOverdue,
    onDuty,
    silentSites: open.filter((code) => facts.isSilent(code)).length,
    ...(heard.length === 0 ? {} : { lastEventAt: new Date(Math.max(...heard)).toISOString() }),
    freshness: known.includes('live') ? 'live' : known.includes('late') ? 'late' : 'silent',
  };
}

interface Child {
  code: string;
  sites: Site[];
  view: View;
}

/** A county's children are its towns and the sites without one, a town's its sites. */
function childrenOf(view: View, scope: Scope): Child[] {
  const { towns, sites } = view.county;
  const ofSite = (site: Site): Child => ({
    code: site.code,
    sites: [site],
    view: { ...view, inside: (where) => where.site === site.code },
  });
  if (scope.site !== undefined) return [];
  if (scope.town !== undefined) return sites.filter(({ town }) => town === scope.town).map(ofSite);
  return [
    ...towns.map(({ code }) => ({
      code,
      sites: sites.filter(({ town }) => town === code),
      view: { ...view, inside: ({ town }: Where) => town === code },
    })),
    ...sites.filter(({ town }) => town === undefined).map(ofSite),
  ];
}

/** [R10] */
const circles = ({ county, facts }: View): NonNullable<Board['coverage']['circles']> =>
  Object.fromEntries(
    county.towns.map(({ code }) => {
      const located = county.villages.filter(({ town, lon }) => town === code && lon !== undefined);
      return [
        code,
        { covered: located.filter((village) => facts.isCovered(village)).length, units: located.length },
      ];
    }),
  );

/** [R6] [R7] [R9] [R10] */
export function coverage(view: View, scope: Scope, children: readonly Child[]): Board['coverage'] {
  const { county, facts, today, inside } = view;
  const whole = scope.town === undefined && scope.site === undefined;
  const open = county.sites.filter((site) => site.status === 'open' && inside({ ...site, site: site.code }));
  const recent: Days = (day) => day <= today && day >= plusDays(today, -29);
  const ofTier = (tier: string): Site[] => open.filter((site) => site.tier === tier);
  const villages = county.villages.filter(({ town }) => whole || town === scope.town);
  return {
    tiers: Object.fromEntries(
      county.profile.tiers.map(({ id, units }) => [
        id,
        { open: ofTier(id).length, ...(whole && units !== undefined ? { units } : {}) },
      ]),
    ),
    activeSites: Object.fromEntries(
      county.profile.tiers.map(({ id }) => [
        id,
        ofTier(id).filter(({ code }) => facts.isActive(code)).length,
      ]),
    ),
    platforms: Object.fromEntries(
      children.map((child) => [
        child.code,
        rows(
          county.profile.platforms.map(({ id }) => id),
          (key) => count(child.view, 'activities', recent, ({ platform }) => platform === key),
          (value) => value === 0,
        ),
      ]),
    ),
    ...(villages.length === 0 || scope.site !== undefined
      ? {}
      : {
          circle: {
            covered: villages.filter((village) => facts.isCovered(village)).length,
            units: villages.filter(({ lon }) => lon !== undefined).length,
            villages: villages.length,
          },
          ...(whole ? { circles: circles(view) } : {}),
        }),
  };
}

function trendOf(view: View, day: string): Board['trend'][string] {
  const own = measures(view, (other) => other === day);
  const { activities, serviceMinutes, ordersPlaced, activeVolunteers } = own;
  return { activities, serviceMinutes, ordersPlaced, activeVolunteers };
}

export interface Scope {
  town?: string;
  site?: string;
}

export function viewOf(events: readonly JournalEvent[], county: County, at: number, scope: Scope): View {
  const inside = ({ site, town }: Where): boolean =>
    scope.site === undefined ? scope.town === undefined || town === scope.town : site === scope.site;
  return {
    county,
    facts: factsOf(events, county, at),
    at,
    today: dayAt(at, county.profile.timezone),
    inside,
  };
}

/** [R11] Volunteers with each number of stars, at an instant (ms). */
export const oracleStars = (
  events: readonly JournalEvent[],
  county: County,
  at: number,
  scope: Scope = {},
): number[] => starCounts(viewOf(events, county, at, scope));

/** The board of a county, or of one town or site of it, at an instant (ms). */
export function oracleBoard(
  events: readonly JournalEvent[],
  county: County,
  at: number,
  scope: Scope = {},
): Board {
  return boardOfView(viewOf(events, county, at, scope), scope);
}

/** The board of a view, of the day that the view calls today. */
export function boardOfView(view: View, scope: Scope = {}): Board {
  const { county, at } = view;
  const { code, title, timezone, baseline, projectStages } = county.profile;
  const { facts, today, inside } = view;
  const children = childrenOf(view, scope);
  const whole = scope.town === undefined && scope.site === undefined;
  const base = whole ? baseline : {};
  const alerts = alertRows(facts, county, at, scope, inside);
  const days = Array.from({ length: 30 }, (_, index) => plusDays(today, index - 29));
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const named = ({ tier, town }: Site): boolean => tier === 'institute' && town === scope.town;
  const site = county.sites.find((row) => (scope.site === undefined ? named(row) : row.code === scope.site));
  return {
    scope: scope.site === undefined ? `area:${scope.town ?? code}` : `site:${scope.site}`,
    title: whole ? title : (site?.name ?? ''),
    tz: timezone,
    day: today,
    totals: totals(view, base),
    now: { ...now(view, base), alerts: Object.keys(alerts).length },
    orders: orders(view),
    coverage: coverage(view, scope, children),
    ...splits(view),
    children: Object.fromEntries(children.map((child) => [child.code, childOf(child.view, child.sites)])),
    trend: Object.fromEntries(days.map((day) => [day, trendOf(view, day)])),
    hours: Object.fromEntries(
      hours.map((hour) => {
        const of = (what: string): number =>
          count(
            view,
            what,
            (day) => day === today,
            (fact) => fact.hour === hour,
          );
        return [
          hour,
          {
            activities: of('activities'),
            serviceMinutes: of('serviceMinutes'),
            ordersPlaced: of('ordersPlaced'),
          },
        ];
      }),
    ),
    projects: Object.fromEntries(
      projectStages.map(({ id }) => [
        id,
        facts.projects.filter((project) => project.stage === id && inside(project)).length,
      ]),
    ),
    queue: queueRows(facts, inside),
    running: runningRows(facts, inside),
    alerts,
    feed: feedRows(facts, inside),
  };
}
