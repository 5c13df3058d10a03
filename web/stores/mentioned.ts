/** Towns and sites that the board of a city or a province names: nobody has the registers of all its counties. */
import { type ComputedRef, computed, type Ref, shallowRef } from 'vue';
import type { BoardPlace } from '../../shared/board/board.ts';
import type { SiteRow } from '../../shared/wire/http.ts';

type Places = Readonly<Record<string, BoardPlace>>;

export interface Mentioned {
  /** The sites, each in its county. */
  sites: ComputedRef<ReadonlyMap<string, SiteRow>>;
  /** Takes what a board names; of a county it names nothing. */
  mention(places?: Places): void;
  /** With its county before it. */
  nameOf(code: string): string | undefined;
}

const siteNamed = ([code, { kind, name, county }]: [string, BoardPlace]): [string, SiteRow][] =>
  kind === 'site' ? [[code, { code, name, tier: 'station', town: county, status: 'open' }]] : [];

export function useMentioned(counties: ComputedRef<ReadonlyMap<string, { name: string }>>): Mentioned {
  const mentioned = shallowRef<Places>({});
  return {
    sites: computed(() => new Map(Object.entries(mentioned.value).flatMap(siteNamed))),
    mention(places = {}) {
      mentioned.value = places;
    },
    nameOf(code) {
      const place = mentioned.value[code];
      const county = place && counties.value.get(place.county)?.name;
      return county === undefined || place?.name.startsWith(county) ? place?.name : `${county}${place?.name}`;
    },
  };
}

type Names = ReadonlyMap<string, { name: string }>;

export interface Named {
  towns: ComputedRef<Names>;
  sites: ComputedRef<ReadonlyMap<string, SiteRow>>;
  counties: Ref<ReadonlyMap<string, string>>;
  mentioned: Mentioned;
}

export function placeNames({ towns, sites, counties, mentioned }: Named) {
  return {
    /** The name for a title or a call-out: whole, not short. */
    fullName: (code: string): string =>
      towns.value.get(code)?.name ??
      mentioned.nameOf(code) ??
      sites.value.get(code)?.name ??
      counties.value.get(code) ??
      '',
    /** The town that something lies in; of an area the county. */
    aroundName: ({ site, town }: { site: string; town?: string }): string =>
      (towns.value.get(town ?? '') ?? towns.value.get(sites.value.get(site)?.town ?? ''))?.name ?? '',
  };
}
