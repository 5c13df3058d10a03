/** The county that the watched scope lies in: its profile, register of sites and map. */
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { CountyAnswer, MapAnswer, SiteRow } from '../../shared/wire/http.ts';
import { ApiError, getCounties, getCounty, getMap, getSites } from '../api/client.ts';

const retryMs = 3_000;
const pause = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

export const useCounty = defineStore('county', () => {
  const profile = shallowRef<CountyAnswer>();
  const sites = shallowRef<ReadonlyMap<string, SiteRow>>(new Map());
  const map = shallowRef<MapAnswer>();
  /** Names of the counties of this server, known where the page has asked for them. */
  const counties = shallowRef<ReadonlyMap<string, string>>(new Map());
  /** The server does not let this page read, or has no such county. */
  const denied = ref(false);

  const towns = computed(() => new Map((profile.value?.towns ?? []).map((town) => [town.code, town])));
  const tiers = computed(
    () => new Map((profile.value?.tiers ?? []).map((tier) => [tier.id as string, tier])),
  );

  let wanted = '';

  /** Asks until there is an answer: a server that restarts is back in a moment. */
  async function insist<T>(ask: () => Promise<T>, code: string): Promise<T | undefined> {
    while (wanted === code) {
      try {
        const answer = await ask();
        denied.value = false;
        return answer;
      } catch (error) {
        const refused = error instanceof ApiError && error.status < 500 && error.status !== 429;
        denied.value = refused && profile.value === undefined;
        await pause(refused ? retryMs * 5 : retryMs);
      }
    }
    return undefined;
  }

  /** Reads the county with this code; what is at hand stays until the new is there. */
  async function load(code: string): Promise<void> {
    if (code !== wanted) {
      profile.value = undefined;
      map.value = undefined;
      sites.value = new Map();
    }
    wanted = code;
    const county = await insist(() => getCounty(code), code);
    if (county === undefined) return;
    profile.value = markRaw(county);
    const [rows, drawn] = await Promise.all([
      insist(() => getSites(code), code),
      insist(() => getMap(code), code),
    ]);
    if (rows) sites.value = markRaw(new Map(rows.map((row) => [row.code, row])));
    if (drawn) map.value = markRaw(drawn);
  }

  /** Codes of the counties of this server, in its order. */
  async function codes(): Promise<string[]> {
    wanted = '';
    const answer = await insist(getCounties, '');
    counties.value = new Map((answer?.items ?? []).map((county) => [county.code, county.name]));
    return [...counties.value.keys()];
  }

  /** The name for a title or a call-out: whole, not short. */
  const fullName = (code: string): string =>
    towns.value.get(code)?.name ?? sites.value.get(code)?.name ?? counties.value.get(code) ?? '';

  return { profile, sites, map, denied, towns, tiers, counties, load, codes, fullName };
});
