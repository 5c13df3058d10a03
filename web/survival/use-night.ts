import { computed, watchEffect } from 'vue';
import { useRoute } from 'vue-router';
import { hourMinute } from '../format/time.ts';
import { useClock } from '../stores/clock.ts';
import { useCounty } from '../stores/county.ts';
import { isNight } from './night.ts';

/** Marks the page where it is dimmed: by the county's time and profile, or as `?night=1` and `?night=0` ask. */
export function useNight(): void {
  const route = useRoute();
  const clock = useClock();
  const county = useCounty();
  const minute = computed(() => hourMinute(clock.present, clock.tz));
  const night = computed(() => {
    if (route.query.night === '1' || route.query.night === '0') return route.query.night === '1';
    const span = county.profile?.wall.night;
    return span !== undefined && isNight(minute.value, span);
  });
  watchEffect(() => {
    const { dataset } = document.documentElement;
    if (night.value) dataset.night = '';
    else delete dataset.night;
  });
}
