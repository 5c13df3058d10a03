/** The county as the simulation sees it: who can do what where, derived from its registers and the seed alone. */
import type { County, Site, Team } from '../../shared/county/county.ts';
import type { Rates } from '../rates.ts';
import { hashOf, Random } from './random.ts';
import { type Titles, titlesOf } from './titles.ts';

export interface Volunteer {
  id: string;
  /** Where the volunteer registered. */
  site: Site;
  teamId?: string;
}

/** How a site is connected: always, by day, once a day, or silent for weeks at a time. */
export type Connection = 'steady' | 'daytime' | 'daily' | 'silent';

export interface World {
  county: County;
  rates: Rates;
  timeZone: string;
  /** Names this simulation in every id: another seed or another register never says something else under the same id. */
  run: string;
  center: Site;
  /** Open sites, in the order of the register. */
  sites: readonly Site[];
  /** Sites in the order in which activities come round to them, a little otherwise each time. */
  round(turn: number): readonly Site[];
  titles: Titles;
  connectionOf(site: Site): Connection;
  /** How an area splits its activities by platform; some areas leave one out. */
  platformWeights(area: string): readonly { platform: string; weight: number }[];
  teamsOf(area: string): readonly Team[];
  /** Those who turn up in an area. */
  volunteersOf(area: string): readonly Volunteer[];
  /** Where a team answers from. */
  siteOfTeam(team: Team): Site;
  instituteOf(site: Site): Site;
}

/** Raised when the same seed would give other events than before for a day that was already sent. */
const edition = 3;

/** One round takes this part of the time after which a site counts as silent: who takes part is rarely late. */
const roundShare = 0.75;

/** A town, or the site itself where it has no town. */
export const areaOf = (site: Site): string => site.town ?? site.code;

export function createWorld(county: County, rates: Rates, seed: number): World {
  const { profile, sites, teams } = county;
  const center = sites.find(({ tier }) => tier === 'center');
  if (!center) throw new Error(`county ${profile.code} has no center`);
  const open = sites.filter(({ status }) => status === 'open');
  const run = hashOf(JSON.stringify([edition, seed, profile, sites, teams, rates])).toString(36);
  const byCode = new Map(sites.map((site) => [site.code, site]));
  const institutes = new Map(open.filter(({ tier }) => tier === 'institute').map((s) => [areaOf(s), s]));
  const connections = new Map(open.map((site) => [site, connectionOf(site, run)]));
  const instituteOf = (site: Site): Site => institutes.get(areaOf(site)) ?? center;
  const homeOf = (team: Team): Site => byCode.get(team.site ?? '') ?? center;
  const siteOfTeam = (team: Team): Site => {
    const home = homeOf(team);
    return (connections.get(home) ?? 'silent') === 'silent' ? instituteOf(home) : home;
  };
  const teamsByArea = groupTeams(teams, (team) => areaOf(homeOf(team)));
  const countyTeams = teams.filter((team) => !homeOf(team).town);
  const often = (rates.activitiesPerMonth * profile.limits.silentDays) / 30;
  const hosts = hostsOf(open, connections, often * roundShare, run);
  const teamsOf = (area: string): readonly Team[] => teamsByArea.get(area) ?? countyTeams;
  return {
    county,
    rates,
    timeZone: profile.timezone,
    run,
    center,
    sites: open,
    round: remember((turn: number) => roundOf(hosts, turn, run)),
    titles: titlesOf(profile),
    connectionOf: (site) => connections.get(site) ?? 'silent',
    platformWeights: remember((area: string) =>
      weightsOf(
        profile.platforms.map(({ id }) => id),
        area,
        run,
      ),
    ),
    teamsOf,
    volunteersOf: remember((area: string) => {
      const home = open.filter((site) => areaOf(site) === area);
      const desk = institutes.get(area) ?? home[0] ?? center;
      const served = home.filter((site) => connections.get(site) !== 'silent');
      return volunteersOf(area, home.length, [desk, ...served], teamsOf(area), `${profile.code}-V`, run);
    }),
    siteOfTeam,
    instituteOf,
  };
}

function remember<K, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function groupTeams(teams: readonly Team[], keyOf: (team: Team) => string): Map<string, Team[]> {
  const groups = new Map<string, Team[]>();
  for (const team of teams) {
    const group = groups.get(keyOf(team));
    if (group) group.push(team);
    else groups.set(keyOf(team), [team]);
  }
  return groups;
}

const upper: ReadonlySet<Site['tier']> = new Set(['center', 'branch', 'institute']);

function connectionOf(site: Site, run: string): Connection {
  const share = new Random(run, 'connection', site.code).next();
  if (upper.has(site.tier)) return share < 0.94 ? 'steady' : 'daytime';
  if (share < 0.7) return 'steady';
  if (share < 0.85) return 'daytime';
  return share < 0.95 ? 'daily' : 'silent';
}

/**
 * Who holds activities in one round of about `length`: lively towns more often, some villages not at all.
 * A county with fewer activities than sites has them at the same sites again, and never at the others.
 */
function hostsOf(
  sites: readonly Site[],
  connections: Map<Site, Connection>,
  length: number,
  run: string,
): Site[] {
  const turns: Record<Site['tier'], number> = {
    center: 3,
    branch: 2,
    institute: 2,
    station: 1,
    point: 0.4,
    base: 0.6,
  };
  const round = sites.flatMap((site) => {
    if (connections.get(site) === 'silent') return [];
    const town = new Random(run, 'liveliness', areaOf(site));
    const liveliness = town.chance(0.12) ? 0.35 : town.between(0.75, 1.5);
    const times = turns[site.tier] * liveliness;
    const extra = new Random(run, 'turns', site.code).chance(times % 1) ? 1 : 0;
    return Array.from({ length: Math.floor(times) + extra }, () => site);
  });
  const share = length / round.length;
  const kept = round.filter(
    (site) => upper.has(site.tier) || new Random(run, 'host', site.code).chance(share),
  );
  return kept.length > 0 ? kept : [...sites];
}

/** The same order in each turn, moved a little: who held an activity last month holds one this month. */
function roundOf(hosts: readonly Site[], turn: number, run: string): Site[] {
  const places = hosts.map((site, index) => {
    const usual = new Random(run, 'round', index).next();
    return { site, place: usual + new Random(run, 'round', index, turn).between(0, 0.08) };
  });
  return places.sort((a, b) => a.place - b.place).map(({ site }) => site);
}

function weightsOf(
  platforms: readonly string[],
  area: string,
  run: string,
): { platform: string; weight: number }[] {
  const random = new Random(run, 'platforms', area);
  const weights = platforms.map((platform) => ({
    platform,
    weight: random.chance(0.12) ? 0 : random.between(0.4, 1.6),
  }));
  return weights.some(({ weight }) => weight > 0)
    ? weights
    : platforms.map((platform) => ({ platform, weight: 1 }));
}

/** The volunteers who turn up: a small part of the registered ones, named by pseudonyms. */
function volunteersOf(
  area: string,
  sites: number,
  desks: readonly Site[],
  teams: readonly Team[],
  prefix: string,
  run: string,
): Volunteer[] {
  const random = new Random(run, 'volunteers', area);
  const first = hashOf(`${run}|${area}`).toString(36);
  return Array.from({ length: 40 + sites * 12 }, (_, index) => ({
    id: `${prefix}${first}-${String(index + 1).padStart(4, '0')}`,
    ...(teams.length > 0 && { teamId: random.pick(teams).id }),
    site: random.pick(desks),
  }));
}
