/** The teams that suit an order, from the register and from what they did lately. */
import type { Team } from '../../shared/county/county.ts';
import type { Register } from '../../shared/county/register.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import type { TeamSuggestion } from '../../shared/wire/desk.ts';
import { type FieldMatch, fieldMatcher } from './field-words.ts';
import { type Candidate, ranked } from './matching.ts';
import type { OpenOrders } from './open-orders.ts';
import type { TeamRecords } from './team-records.ts';

const maxShown = 20;
const earthKm = 6371;
const radians = Math.PI / 180;

interface Point {
  lon: number;
  lat: number;
}

/** In a straight line. */
export function kmBetween(a: Point, b: Point): number {
  const height = Math.sin(((b.lat - a.lat) * radians) / 2) ** 2;
  const width = Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  const part = height + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * width;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(part)));
}

function pointOf(
  { lon, lat }: { lon?: number | undefined; lat?: number | undefined },
  town: string | undefined,
  register: Register,
): Point | undefined {
  if (lon !== undefined && lat !== undefined) return { lon, lat };
  return town === undefined ? undefined : register.town(town);
}

function distanceOf(team: Team, order: ServiceOrder, register: Register): Candidate['distance'] {
  const site = team.site === undefined ? undefined : register.site(team.site);
  if (!site) return { near: 'unknown' };
  if (site.town === undefined) return { near: 'county' };
  if (site.town === order.town) return { near: 'same-town' };
  const [from, to] = [pointOf(site, site.town, register), pointOf(order, order.town, register)];
  return from && to ? { km: kmBetween(from, to) } : { near: 'unknown' };
}

/** Why a team should not be asked first. */
function warningOf(team: Team, order: ServiceOrder, register: Register): string | undefined {
  if (order.asked.some(({ team: id, answer }) => id === team.id && answer === 'declined'))
    return '这一单曾退单或被收回';
  const site = team.site === undefined ? undefined : register.site(team.site);
  return site !== undefined && site.status !== 'open' ? `所在站点${site.name}未开放` : undefined;
}

/** Open orders that each team was offered or holds. */
function loadsOf({ byLimit }: OpenOrders): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { order } of byLimit)
    if (order.holder.state !== 'unoffered')
      loads.set(order.holder.team, (loads.get(order.holder.team) ?? 0) + 1);
  return loads;
}

function candidateOf(
  team: Team,
  order: ServiceOrder,
  register: Register,
  facts: { match: FieldMatch; inHand: number; records: TeamRecords },
): Candidate {
  const record = facts.records.get(team.id);
  const ratings = record?.ratings ?? 0;
  return {
    id: team.id,
    name: team.name,
    field: { match: facts.match, name: team.field },
    completedAlike: record?.completed.get(register.categoryKey(order.category)) ?? 0,
    distance: distanceOf(team, order, register),
    inHand: facts.inHand,
    offers: record?.offers ?? 0,
    accepted: record?.accepted ?? 0,
    ratings,
    meanRating: record && ratings > 0 ? record.points / ratings : 0,
    warning: warningOf(team, order, register),
  };
}

/** The most suitable first; the team that has the order in hand is not asked again. */
export function suggestionsFor(
  order: ServiceOrder,
  register: Register,
  open: OpenOrders,
  records: TeamRecords,
): TeamSuggestion[] {
  const loads = loadsOf(open);
  const matchOf = fieldMatcher(order.category, register);
  const asked = order.holder.state === 'unoffered' ? undefined : order.holder.team;
  const candidates = register.county.teams
    .filter(({ id }) => id !== asked)
    .map((team) =>
      candidateOf(team, order, register, {
        match: matchOf(team),
        inHand: loads.get(team.id) ?? 0,
        records,
      }),
    );
  return ranked(candidates, maxShown);
}
