/** Where the page is: the scope it shows, the county that scope lies in, the way back, and what is opened over it. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useBoard } from './board.ts';
import { useCounty } from './county.ts';

export interface Crumb {
  scope: string;
  name: string;
}

export const usePage = defineStore('page', () => {
  const board = useBoard();
  const county = useCounty();
  const scope = ref('');
  /** Path of the figure whose drawer is open. */
  const opened = ref<string>();
  const alertsOpen = ref(false);
  /** Drawn still: asked for by the address or by the system. */
  const still = ref(false);
  /** How much larger than designed everything is drawn: `?scale=`. */
  const scale = ref(1);

  const countyScope = computed(() => (county.profile ? `area:${county.profile.code}` : ''));

  /** The town of the scope, also where the scope is a site of that town. */
  const town = computed(() => {
    const [kind, code = ''] = scope.value.split(/:(.*)/s);
    if (kind === 'area') return county.towns.has(code) ? code : undefined;
    return county.sites.get(code)?.town;
  });

  /** The page shows an area of several counties. */
  const aboveCounty = computed(() => /^area:\d{2,4}$/.test(scope.value));

  const site = computed(() => (scope.value.startsWith('site:') ? scope.value.slice(5) : undefined));

  const trail = computed<Crumb[]>(() => {
    const crumbs: Crumb[] = [];
    if (county.profile) crumbs.push({ scope: countyScope.value, name: county.profile.areaWords.all });
    if (town.value !== undefined)
      crumbs.push({ scope: `area:${town.value}`, name: county.fullName(town.value) });
    if (site.value !== undefined) crumbs.push({ scope: scope.value, name: county.fullName(site.value) });
    return crumbs;
  });

  function visit(next: string): void {
    opened.value = undefined;
    alertsOpen.value = false;
    scope.value = next;
  }

  /** One step back: closes what is open, else goes up to the place around this one. */
  function back(): void {
    if (opened.value !== undefined) opened.value = undefined;
    else if (alertsOpen.value) alertsOpen.value = false;
    else {
      const above = trail.value[trail.value.length - 2];
      if (above) visit(above.scope);
    }
  }

  function open(path: string): void {
    alertsOpen.value = false;
    opened.value = path;
  }

  async function countyOf(wanted: string): Promise<string | undefined> {
    if (/^area:\d{6}/.test(wanted)) return wanted.slice(5, 11);
    if (wanted.startsWith('site:') && county.sites.has(wanted.slice(5))) return county.profile?.code;
    const codes = await county.codes();
    if (wanted.startsWith('area:')) return codes.find((code) => code.startsWith(wanted.slice(5)));
    if (wanted === '') return codes[0];
    for (const code of codes) {
      await county.load(code);
      if (county.sites.has(wanted.slice(5))) return code;
    }
    return codes[0];
  }

  /** Follows the scope: the county it lies in, and its board. Without one, the first county of the server. */
  async function follow(wanted: string): Promise<void> {
    if (wanted !== '') board.watch(wanted);
    const code = await countyOf(wanted);
    if (code === undefined || wanted !== scope.value) return;
    if (wanted === '') visit(`area:${code}`);
    else if (county.profile?.code !== code || county.map === undefined) await county.load(code);
  }

  watch(scope, follow);
  // A new epoch may be a changed register: an import of the county begins one.
  watch(
    () => [board.scope, board.epoch],
    ([now, epoch], [before, last]) => {
      if (now === before && epoch !== last && county.profile) void county.load(county.profile.code);
    },
  );

  // Opened without a scope, a display is shown the county first; where it may not see that, it has a smaller one.
  let unasked = false;
  watch(
    () => board.refusal,
    async (reason) => {
      if (!unasked || reason !== 'forbidden-scope') return;
      unasked = false;
      const own = await county.ownScope();
      if (own !== undefined) visit(own);
    },
  );

  /** Begins with the scope of the address, or none. */
  function start(first: string): void {
    unasked = first === '';
    if (first === scope.value) void follow(first);
    else scope.value = first;
  }

  /** Codes of the places right below this one: towns, then what has no town; a town's sites; counties. */
  const childCodes = computed(() => {
    const children = board.calm?.children ?? {};
    const known = [...county.towns.keys(), ...county.sites.keys(), ...county.counties.keys()];
    return known.filter((code) => children[code] !== undefined);
  });

  const scopeOf = (code: string): string => `${county.sites.has(code) ? 'site' : 'area'}:${code}`;

  return {
    aboveCounty,
    childCodes,
    scopeOf,
    scope,
    opened,
    alertsOpen,
    still,
    scale,
    countyScope,
    town,
    site,
    trail,
    visit,
    back,
    open,
    start,
  };
});
