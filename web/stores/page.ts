/** Where the page is: the scope it shows, the county that scope lies in, the way back, and what is opened over it. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { areaCrumbs, type Crumb } from './area-crumbs.ts';
import { useBoard } from './board.ts';
import { useCounty } from './county.ts';
import type { ItemRef } from './item.ts';

export const usePage = defineStore('page', () => {
  const board = useBoard();
  const county = useCounty();
  const scope = ref('');
  /** Path of the figure whose drawer is open. */
  const opened = ref<string>();
  const alertsOpen = ref(false);
  /** The activity or order whose card is open, over what led to it. */
  const item = shallowRef<ItemRef>();
  const keysOpen = ref(false);
  /** The page's own scope, to which it comes back when it is left alone: the first one it was given. */
  const home = ref('');
  /** The card that stands open there: whoever drives the wall has asked for it. */
  const homeItem = shallowRef<ItemRef>();
  /** Drawn still: asked for by the address or by the system. */
  const still = ref(false);
  /** How much larger than designed everything is drawn: `?scale=`. */
  const scale = ref(1);

  const countyScope = computed(() => (county.profile ? `area:${county.profile.code}` : ''));

  /** The town of the scope, also where the scope is a site of that town. */
  const town = computed(() => {
    const [kind, code = ''] = scope.value.split(/:(.*)/s);
    // Until the county is there, what is known is the area that the page comes from.
    if (county.isArea) return undefined;
    if (kind === 'area') return county.towns.has(code) ? code : undefined;
    return county.sites.get(code)?.town;
  });

  /** The page shows an area of several counties. */
  const aboveCounty = computed(() => /^area:\d{2,4}$/.test(scope.value));

  const site = computed(() => (scope.value.startsWith('site:') ? scope.value.slice(5) : undefined));

  const trail = computed<Crumb[]>(() => {
    const crumbs = county.profile ? areaCrumbs(county.profile, home.value) : [];
    if (town.value !== undefined)
      crumbs.push({ scope: `area:${town.value}`, name: county.fullName(town.value) });
    if (site.value !== undefined) crumbs.push({ scope: scope.value, name: county.fullName(site.value) });
    return crumbs;
  });

  const anythingOpen = computed(
    () => opened.value !== undefined || item.value !== undefined || alertsOpen.value || keysOpen.value,
  );

  /** Something was opened, or another place than the page's own is shown. */
  const away = computed(
    () =>
      (anythingOpen.value && (item.value === undefined || item.value !== homeItem.value)) ||
      (home.value !== '' && scope.value !== home.value),
  );

  function closeAll(): void {
    opened.value = undefined;
    item.value = undefined;
    alertsOpen.value = false;
    keysOpen.value = false;
  }

  /** Goes to a place, and opens there the card of a thing where one is given. */
  function visit(next: string, one?: ItemRef): void {
    closeAll();
    scope.value = next;
    item.value = one;
  }

  /** One step back: closes what was opened last, else goes up to the place around this one. */
  function back(): void {
    const above = trail.value[trail.value.length - 2];
    if (keysOpen.value) keysOpen.value = false;
    else if (item.value !== undefined) item.value = undefined;
    else if (anythingOpen.value) closeAll();
    else if (above) visit(above.scope);
  }

  function goHome(): void {
    visit(home.value === '' ? scope.value : home.value, homeItem.value);
  }

  function open(path: string): void {
    closeAll();
    opened.value = path;
  }

  /** Opens the card of an activity or order; closing it shows again what it was opened from. */
  function openItem(one: ItemRef): void {
    item.value = one;
  }

  /** The page was given no scope of its own: this is it. */
  function settle(found: string): void {
    home.value = found;
    visit(found);
  }

  async function countyOf(wanted: string): Promise<string | undefined> {
    if (/^area:\d/.test(wanted)) return wanted.slice(5, 11);
    const known = county.sites.get(wanted.slice(5));
    if (wanted.startsWith('site:') && known) return county.isArea ? known.town : county.profile?.code;
    const codes = await county.codes();
    if (wanted === '') return codes[0];
    // Sites mostly have their county's code before their own.
    const likely = codes.filter((code) => wanted.startsWith(`site:${code}`));
    for (const code of [...likely, ...codes]) {
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
    if (wanted === '') settle(`area:${code}`);
    else if (county.profile?.code !== code || county.map === undefined) await county.load(code);
  }

  watch(scope, follow);
  watch(() => board.calm?.places, county.mention);
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
      if (own !== undefined) settle(own);
    },
  );

  /** Begins with the scope of the address, or none; `own` is the page's own where that is another one. */
  function start(first: string, own = first): void {
    unasked = first === '';
    home.value = own;
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
    item,
    keysOpen,
    home,
    homeItem,
    anythingOpen,
    away,
    still,
    scale,
    countyScope,
    town,
    site,
    trail,
    visit,
    back,
    goHome,
    open,
    openItem,
    start,
  };
});
