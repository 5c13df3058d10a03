/** The window, and where the bezels of the wall run through it. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { unitOf } from '../charts/px.ts';
import { seamsOf } from '../format/seams.ts';
import { usePage } from './page.ts';
import { useQuery } from './query.ts';

export const useScreen = defineStore('screen', () => {
  const page = usePage();
  const query = useQuery();
  const width = ref(window.innerWidth);
  const height = ref(window.innerHeight);
  window.addEventListener('resize', () => {
    width.value = window.innerWidth;
    height.value = window.innerHeight;
  });

  /** A rem in CSS pixels, as styles/tokens.css has it. */
  const rem = computed(() => 100 * unitOf(width.value, height.value, page.scale));
  /** In CSS pixels from the left. */
  const seams = computed(() => seamsOf(query.read('seam'), width.value));

  return { width, height, rem, seams };
});
