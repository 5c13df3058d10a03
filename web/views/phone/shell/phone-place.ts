/** Where the app of the phone is, as its address says it: the tab, the place, and what is open over them. Pure. */
import type { LocationQuery } from 'vue-router';

export const tabIds = ['today', 'map', 'orders', 'alerts', 'ranking'] as const;
export type TabId = (typeof tabIds)[number];

export interface PhonePlace {
  tab: TabId;
  scope: string;
  /** The card of an activity or order, as `stores/item.ts` writes it. */
  item: string;
  /** The path of the figure whose evidence is open. */
  figure: string;
  /** `me`: who has signed in. */
  sheet: string;
}

const members = ['scope', 'item', 'figure', 'sheet'] as const;

export function placeOf(path: string, query: LocationQuery): PhonePlace {
  const named = path.split('/')[2];
  const read = (name: string): string => {
    const value = query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  return {
    tab: tabIds.find((id) => id === named) ?? 'today',
    scope: read('scope'),
    item: read('item'),
    figure: read('figure'),
    sheet: read('sheet'),
  };
}

/** The address of a place; what else stands behind the `?` stays there. */
export function addressOf(place: PhonePlace, query: LocationQuery): { path: string; query: LocationQuery } {
  const next = { ...query };
  for (const name of members) {
    if (place[name] === '') delete next[name];
    else next[name] = place[name];
  }
  return { path: place.tab === 'today' ? '/m' : `/m/${place.tab}`, query: next };
}

/**
 * Whether the back button undoes the way from one place to the other: what was opened, gone down to, or left the first
 * tab. Closing, going up and changing between other tabs leave nothing behind to come back to.
 */
export function isStep(from: PhonePlace, to: PhonePlace, up: boolean): boolean {
  if (from.scope !== to.scope) return from.scope !== '' && !up;
  if (from.tab !== to.tab) return from.tab === 'today';
  return (['item', 'figure', 'sheet'] as const).some((name) => to[name] !== '' && to[name] !== from[name]);
}
