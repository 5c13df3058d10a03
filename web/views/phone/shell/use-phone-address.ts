import { watch } from 'vue';
import { formatItem, parseItem } from '../../../stores/item.ts';
import { usePage } from '../../../stores/page.ts';
import { usePhoneWay } from './phone-way.ts';

/**
 * Ties the page to the address of the app, both ways: every sheet and every place is a step of the browser's history,
 * so that the back button closes what is open and goes up. Whoever opens a place is led to it on the map.
 */
export function usePhoneAddress(): void {
  const page = usePage();
  const way = usePhoneWay();

  function follow(): void {
    const { scope, item, figure } = way.place;
    if (scope !== '' && scope !== page.scope) page.visit(scope);
    if (item !== (page.item ? formatItem(page.item) : '')) page.item = parseItem(item);
    if (figure !== (page.opened ?? '')) page.opened = figure === '' ? undefined : figure;
  }

  page.start(way.place.scope);
  watch(() => way.place, follow, { immediate: true });
  watch(
    () => ({
      scope: page.scope,
      item: page.item ? formatItem(page.item) : '',
      figure: page.opened ?? '',
      above: page.trail.map(({ scope }) => scope).filter((scope) => scope !== page.scope),
    }),
    ({ above: _, ...now }, before) => {
      const from = way.place;
      const up = before.above.includes(now.scope);
      // Opened without a scope, the page has found its own: nobody has gone anywhere.
      const moved = from.scope !== '' && now.scope !== from.scope;
      const open = moved ? { sheet: '' } : {};
      const tab = moved && !up ? 'map' : from.tab;
      way.go({ ...from, ...now, ...open, tab }, up);
    },
  );
}
