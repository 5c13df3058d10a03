/** The mood of the day: on a solemn one (公祭日) the wall is grey and still, and nothing breaks in. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { dayOf } from '../../shared/domain/time.ts';
import { isSolemn } from '../format/festival.ts';
import { useClock } from './clock.ts';
import { useCounty } from './county.ts';

export const useMood = defineStore('mood', () => {
  const clock = useClock();
  const county = useCounty();
  /** Asked for by the address. */
  const asked = ref(false);
  const day = computed(() => dayOf(clock.present, clock.tz));
  const solemn = computed(() => asked.value || isSolemn(day.value, county.profile?.festivals ?? []));
  return { asked, solemn };
});
