/** The way through the app: its address, and the step to another one. */
import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressOf, isStep, type PhonePlace, placeOf, type TabId } from './phone-place.ts';

const nothingOpen = { item: '', figure: '', sheet: '' };

export const usePhoneWay = defineStore('phone-way', () => {
  const route = useRoute();
  const router = useRouter();
  const place = computed(() => placeOf(route.path, route.query));

  /** Goes there: by the browser's own back where that leads there, so that no way is walked twice. */
  function go(to: PhonePlace, up = false): void {
    const { fullPath } = router.resolve(addressOf(to, route.query));
    if (fullPath === route.fullPath) return;
    if (window.history.state?.back === fullPath) router.back();
    else if (isStep(place.value, to, up)) void router.push(fullPath);
    else void router.replace(fullPath);
  }

  const show = (tab: TabId): void => go({ ...place.value, ...nothingOpen, tab });
  const openSheet = (sheet: string): void => go({ ...place.value, sheet });
  const closeSheet = (): void => go({ ...place.value, sheet: '' });

  return { place, go, show, openSheet, closeSheet };
});
