/**
 * How far a change of registers reaches: which figures and lines of the feed may be others because of it. Most changes
 * reach none, a name or a place on the map, or those of one site alone. Pure.
 */
import type { County, Site } from '../../shared/county/county.ts';
import type { Register } from '../../shared/county/register.ts';
import type { JoinedThing } from '../../shared/domain/join-thing.ts';
import { siteThing, townThing } from '../../shared/domain/thing.ts';

type Kind = JoinedThing['kind'];

export interface Reach {
  /** Kinds of things that may be others wherever they are. */
  kinds: ReadonlySet<Kind>;
  /** Sites whose things of any kind may be others. */
  sites: ReadonlySet<string>;
  /** Sites whose orders may be others. */
  ordersOf: ReadonlySet<string>;
  /** Names of the sites and towns that may themselves be others. */
  places: 'all' | ReadonlySet<string>;
}

const everyKind: readonly Kind[] = ['activity', 'record', 'order', 'volunteer', 'project', 'points', 'alert'];

/** A part of the registers that is no row of a site, and what is told with it: kinds of things, sites and towns. */
interface Part {
  of: (county: County) => unknown;
  kinds: readonly Kind[];
  places?: true;
}

const parts: readonly Part[] = [
  { of: ({ profile }) => profile.timezone, kinds: everyKind, places: true },
  {
    of: ({ profile }) => profile.platforms.map(({ id, name }) => [id, name]),
    kinds: ['activity', 'order'],
    places: true,
  },
  {
    of: ({ profile }) => profile.categories.map(({ id, name, platform }) => [id, name, platform]),
    kinds: ['activity', 'order'],
    places: true,
  },
  { of: ({ profile }) => profile.limits.maxShiftMinutes, kinds: ['record'] },
  { of: ({ profile: { limits } }) => [limits.silentDays, limits.gapDays], kinds: [], places: true },
  { of: ({ profile: { sla, wallText, name } }) => [sla, wallText, name], kinds: ['order'] },
  { of: ({ towns }) => towns.map(({ code, name }) => [code, name]), kinds: ['order'], places: true },
  // The feed says at which site the team that takes an order is at home.
  {
    of: ({ teams }) => teams.flatMap(({ id, site }) => (site === undefined ? [] : [[id, site]])),
    kinds: ['order'],
  },
];

/** What of a site its own figures, or those of its things, are told with. */
const figuresOf = ({ code, tier, town, parent, status, opened, hours }: Site): string =>
  JSON.stringify([code, tier, town, parent, status, opened, hours]);

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Codes of sites that are others than they were, that came, or that are gone. */
function changedSites(before: Register, after: Register): string[] {
  const codes = new Set([...before.county.sites, ...after.county.sites].map(({ code }) => code));
  return [...codes].filter((code) => {
    const [was, is] = [before.site(code), after.site(code)];
    return !was || !is || figuresOf(was) !== figuresOf(is);
  });
}

/** Sites at which others may say of an order what they could not say before, or could [J7]: these, and all below. */
function withAnotherAbove(before: Register, after: Register, changed: readonly string[]): Set<string> {
  const tops = new Set(
    changed.filter((code) => {
      const [was, is] = [before.site(code), after.site(code)];
      return !was || !is || was.parent !== is.parent;
    }),
  );
  const isBelow = (register: Register, code: string): boolean => {
    for (let at: string | undefined = code; at !== undefined; at = register.site(at)?.parent)
      if (tops.has(at)) return true;
    return false;
  };
  const below = (register: Register): string[] =>
    register.county.sites.flatMap(({ code }) => (isBelow(register, code) ? [code] : []));
  return new Set([...below(before), ...below(after)]);
}

/** Sites that are others, with the towns that they are or were in, and towns for which another institute answers. */
function changedPlaces(before: Register, after: Register, sites: readonly string[]): Set<string> {
  const towns = sites.flatMap((code) =>
    [before, after].flatMap((register) => register.townOfSite(code) ?? []),
  );
  const answered = after.county.towns.flatMap(({ code }) =>
    before.responsibleFor(code) === after.responsibleFor(code) ? [] : [code],
  );
  return new Set([...sites.map(siteThing), ...[...towns, ...answered].map(townThing)]);
}

/** Undefined where a change reaches nothing. */
export function reachOf(before: Register, after: Register): Reach | undefined {
  const changedParts = parts.filter(({ of }) => differ(of(before.county), of(after.county)));
  const sites = changedSites(before, after);
  const places = changedPlaces(before, after, sites);
  if (changedParts.length === 0 && places.size === 0) return undefined;
  const kinds = new Set(changedParts.flatMap((part) => part.kinds));
  if (before.center.code !== after.center.code) kinds.add('order');
  return {
    kinds,
    sites: new Set(sites.filter((code) => before.townOfSite(code) !== after.townOfSite(code))),
    ordersOf: kinds.has('order') ? new Set() : withAnotherAbove(before, after, sites),
    places: changedParts.some((part) => part.places) ? 'all' : places,
  };
}

/** Things as a store lists them: those of a kind, everywhere or at a site. */
export interface ThingList {
  kind: Kind;
  site?: string;
}

/** The lists in which all things stand that are reached. */
export const listsOf = ({ kinds, sites, ordersOf }: Reach): ThingList[] => [
  ...[...kinds].map((kind) => ({ kind })),
  ...[...sites].flatMap((site) =>
    everyKind.filter((kind) => !kinds.has(kind)).map((kind) => ({ kind, site })),
  ),
  ...[...ordersOf].filter((site) => !sites.has(site)).map((site) => ({ kind: 'order' as const, site })),
];
