import { nextTick, watch } from 'vue';
import { usePage } from '../../../stores/page.ts';
import { usePhoneWay } from './phone-way.ts';

/** Each tab of each place is found again where it was left; under a sheet nothing scrolls. */
export function useHeldScroll(): void {
  const page = usePage();
  const way = usePhoneWay();
  const left = new Map<string, number>();

  watch(
    () => `${way.place.tab} ${way.place.scope}`,
    async (now, before) => {
      left.set(before, window.scrollY);
      await nextTick();
      window.scrollTo(0, left.get(now) ?? 0);
    },
  );
  watch(
    () => page.anythingOpen || way.place.sheet !== '',
    (open) => {
      document.documentElement.style.overflow = open ? 'hidden' : '';
    },
  );
}
