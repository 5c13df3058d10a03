/** Alerts of the oracle's board [A1–A7], and what operators said of them. Texts that no rule gives are empty. */
import type { AlertRule, BoardAlert, Severity } from '../../shared/board/board.ts';
import type { County } from '../../shared/county/county.ts';
import type { Facts, Where } from './oracle-facts.ts';
import { doubtsOf } from './oracle-plausible.ts';
import { last } from './oracle-things.ts';
import { clockAt, dayAt, dayBegins, plusDays } from './oracle-time.ts';

type Inside = (where: Where) => boolean;
const iso = (at: number): string => new Date(at).toISOString();
const minute = 60_000;

interface Found {
  id: string;
  rule: AlertRule;
  severity: Severity;
  where: Where;
  since: number;
  title?: string;
  /** The place it leads to; otherwise the site. */
  scope?: string;
  count?: number;
}

function orderAlerts({ orders }: Facts, { profile }: County): Found[] {
  return orders.flatMap((order) => {
    const { id, town, title, urgent, late, rated, ratedAt = 0, calledBack = 0 } = order;
    const base = { where: order, title, ...(town === undefined ? {} : { scope: `area:${town}` }) };
    const found: Found[] = [];
    if (late !== undefined)
      found.push({
        ...base,
        id: `${late}:${profile.code}:${id}`,
        rule: late,
        severity: urgent ? 'urgent' : 'warning',
        since: late === 'order-overdue' ? order.due : order.answerBy,
      });
    if (rated !== undefined && rated <= 2 && calledBack < ratedAt)
      found.push({
        ...base,
        id: `low-rating:${profile.code}:${id}`,
        rule: 'low-rating',
        severity: 'warning',
        since: ratedAt,
      });
    return found;
  });
}

const stale = new Map<string, number>();

/** [A3] Minute by minute along the clock on the wall, until two hours of them were open. */
function staleSince(heard: number, hours: string, zone: string): number {
  const name = `${heard} ${hours} ${zone}`;
  const known = stale.get(name);
  if (known !== undefined) return known;
  const spans = hours.split(',').map((span) => span.split('-'));
  let left = 120 * minute;
  for (let at = heard; ; ) {
    const next = Math.floor(at / minute) * minute + minute;
    const clock = clockAt(at, zone);
    const isOpen = spans.some(([from = '', to = '']) => clock >= from && clock < to);
    if (isOpen && next - at >= left) {
      stale.set(name, at + left);
      return at + left;
    }
    if (isOpen) left -= next - at;
    at = next;
  }
}

function siteAlerts(facts: Facts, county: County, at: number): Found[] {
  return county.sites.flatMap(({ code, status, hours }) => {
    const heard = facts.lastHeard(code);
    if (status !== 'open' || hours === undefined || heard === undefined) return [];
    const since = staleSince(heard, hours, county.profile.timezone);
    if (at <= since) return [];
    const id = `source-stale:${county.profile.code}:site:${code}`;
    return [{ id, rule: 'source-stale', severity: 'warning', where: facts.placeOf(code), since }];
  });
}

function recordAlerts(facts: Facts, county: County, at: number): Found[] {
  const { code, limits } = county.profile;
  const open = facts.records.flatMap(({ site, id, openSince }): Found[] => {
    const since = (openSince ?? Number.NaN) + limits.maxShiftMinutes * minute;
    if (!(at > since)) return [];
    const alert = `open-check-in:${code}:record:${site}:${id}`;
    return [{ id: alert, rule: 'open-check-in', severity: 'info', where: facts.placeOf(site), since }];
  });
  const doubted = doubtsOf(facts, county).map(({ thing, site, since }): Found => {
    const alert = `implausible-hours:${code}:${thing}`;
    return { id: alert, rule: 'implausible-hours', severity: 'info', where: facts.placeOf(site), since };
  });
  return [...open, ...doubted];
}

/** [A2] Every silent site of this county has a town; one alert for a town, or for the very site on its own board. */
function silentAlerts(facts: Facts, county: County, byTown: boolean, inside: Inside): Found[] {
  const silent = county.sites.flatMap(({ code, town = '' }) => {
    const since = facts.silentSince(code);
    return since !== undefined && inside({ site: code, town }) ? [{ code, town, since }] : [];
  });
  const places = [...new Set(silent.map(({ code, town }) => (byTown ? town : code)))];
  return places.map((name) => {
    const own = silent.filter(({ code, town }) => name === (byTown ? town : code));
    return {
      id: `site-silent:${name}`,
      rule: 'site-silent',
      severity: 'info',
      where: { site: own[0]?.code ?? '', town: own[0]?.town },
      scope: byTown ? `area:${name}` : `site:${name}`,
      count: own.length,
      since: Math.min(...own.map(({ since }) => since)),
    };
  });
}

/** [A7] Counted from the first activity of the town; no matter of a single site. */
function gapAlerts(facts: Facts, county: County, at: number, byTown: boolean, inside: Inside): Found[] {
  const { timezone, limits, platforms } = county.profile;
  if (!byTown) return [];
  return county.towns.flatMap(({ code: town }): Found[] => {
    if (!inside({ site: '', town })) return [];
    const held = facts.counted.filter((fact) => fact.what === 'activities' && fact.town === town);
    const [beginning] = held.map(({ day }) => day).sort();
    if (beginning === undefined) return [];
    const gaps = platforms.flatMap(({ id }) => {
      const newest = held.flatMap(({ day, platform }) => (platform === id ? day : [])).sort();
      const from = plusDays(newest.at(-1) ?? beginning, limits.gapDays);
      return from <= dayAt(at, timezone) ? [dayBegins(from, timezone)] : [];
    });
    if (gaps.length === 0) return [];
    return [
      {
        id: `platform-gap:${town}`,
        rule: 'platform-gap',
        severity: 'info',
        where: { site: '', town },
        scope: `area:${town}`,
        count: gaps.length,
        since: Math.min(...gaps),
      },
    ];
  });
}

function handled({ said }: Facts, { id, since }: Found, at: number): Partial<BoardAlert> {
  const own = said.filter((word) => word.data.alertId === id);
  const newest = <T extends (typeof own)[number]['type']>(type: T) => {
    const word = last(
      own.filter((one): one is Extract<(typeof own)[number], { type: T }> => one.type === type),
    );
    return word && word.at >= since ? word : undefined;
  };
  const acknowledged = newest('desk.acknowledged');
  const assigned = newest('desk.assigned');
  const until = newest('desk.snoozed')?.data.until;
  return {
    ...(acknowledged ? { acknowledgedBy: acknowledged.data.by ?? '' } : {}),
    ...(assigned ? { owner: assigned.data.to } : {}),
    ...(until !== undefined && Date.parse(until) > at ? { snoozedUntil: iso(Date.parse(until)) } : {}),
  };
}

export function alertRows(
  facts: Facts,
  county: County,
  at: number,
  scope: { site?: string },
  inside: Inside,
): Record<string, BoardAlert> {
  const byTown = scope.site === undefined;
  const center = county.sites.find(({ tier }) => tier === 'center');
  const found = [
    ...orderAlerts(facts, county),
    ...siteAlerts(facts, county, at),
    ...recordAlerts(facts, county, at),
  ].filter(({ where }) => inside(where));
  const all = [
    ...found,
    ...silentAlerts(facts, county, byTown, inside),
    ...gapAlerts(facts, county, at, byTown, inside),
  ];
  return Object.fromEntries(
    all.map((alert) => {
      const { id, rule, severity, where, since, title = '', scope: place, count = 1 } = alert;
      const institute = county.sites.find((site) => site.tier === 'institute' && site.town === where.town);
      const row: BoardAlert = {
        rule,
        severity,
        title,
        scope: place ?? `site:${where.site}`,
        count,
        since: iso(since),
        owner: (where.town === undefined ? center : institute)?.code ?? '',
        ...handled(facts, alert, at),
      };
      return [id, row];
    }),
  );
}
