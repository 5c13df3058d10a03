/** The county that the watched scope lies in: its profile, register of sites and map. */
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { CountyAnswer, MapAnswer, SiteRow } from '../../shared/wire/http.ts';
import { getCounties, getCounty, getMap, getOwnSites, getSites, isAreaCode } from '../api/client.ts';
import { insist } from '../api/insist.ts';
import { placeNames, useMentioned } from './mentioned.ts';

/** The town, or the site, that all sites this page may know of lie in: what a small display is for. */
async function ownScope(): Promise<string | undefined> {
  const rows = await getOwnSites().catch(() => []);
  const [first] = rows;
  if (first === undefined) return undefined;
  if (rows.length === 1) return `site:${first.code}`;
  return first.town !== undefined && rows.every((row) => row.town === first.town)
    ? `area:${first.town}`
    : undefined;
}

export const useCounty = defineStore('county', () => {
  const profile = shallowRef<CountyAnswer>();
  const registered = shallowRef<ReadonlyMap<string, SiteRow>>(new Map());
  const map = shallowRef<MapAnswer>();
  /** Names of the counties of this server, known where the page has asked for them. */
  const counties = shallowRef<ReadonlyMap<string, string>>(new Map());
  /** The server does not let this page read, or has no such county. */
  const denied = ref(false);

  const towns = computed(() => new Map((profile.value?.towns ?? []).map((town) => [town.code, town])));
  /** What is loaded is a city or a province; its counties are its towns. */
  const isArea = computed(() => profile.value !== undefined && isAreaCode(profile.value.code));
  const mentioned = useMentioned(towns);
  /** The register; of an area the sites that are named, each in its county. */
  const sites = computed(() => (isArea.value ? mentioned.sites.value : registered.value));
  const tiers = computed(
    () => new Map((profile.value?.tiers ?? []).map((tier) => [tier.id as string, tier])),
  );

  let wanted = '';

  const ask = <T>(question: () => Promise<T>, code: string): Promise<T | undefined> =>
    insist(
      question,
      () => wanted === code,
      (refused) => {
        denied.value = refused && profile.value === undefined;
      },
    );

  /** Reads the county with this code; what is at hand stays until the new is there. */
  async function load(code: string): Promise<void> {
    if (code !== wanted) {
      profile.value = undefined;
      map.value = undefined;
      registered.value = new Map();
    }
    wanted = code;
    const county = await ask(() => getCounty(code), code);
    if (county === undefined) return;
    profile.value = markRaw(county);
    const listed = isAreaCode(code) ? [] : ask(() => getSites(code), code);
    const [rows, drawn] = await Promise.all([listed, ask(() => getMap(code), code)]);
    if (rows) registered.value = markRaw(new Map(rows.map((row) => [row.code, row])));
    if (drawn) map.value = markRaw(drawn);
  }

  /** Codes of the counties of this server, in its order. */
  async function codes(): Promise<string[]> {
    wanted = '';
    const answer = await ask(getCounties, '');
    counties.value = new Map((answer?.items ?? []).map((county) => [county.code, county.name]));
    return [...counties.value.keys()];
  }

  return {
    profile,
    sites,
    map,
    denied,
    towns,
    tiers,
    counties,
    ...{ isArea, load, codes, ownScope },
    mention: mentioned.mention,
    ...placeNames({ towns, sites, counties, mentioned }),
  };
});
