import { type ComputedRef, computed, type Ref, ref } from 'vue';
import { useInterval } from '../../motion/use-interval.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';

const tourMs = 12_000;

/** The town whose card is shown: each in its turn, or the one that is pointed at. */
export function useTour(): {
  pointed: Ref<string | undefined>;
  toured: ComputedRef<string | undefined>;
  note: ComputedRef<string>;
} {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const turn = ref(0);
  const pointed = ref<string>();
  useInterval(() => {
    turn.value++;
  }, tourMs);
  const towns = computed(() =>
    (county.profile?.towns ?? []).map(({ code }) => code).filter((code) => board.calm?.children[code]),
  );
  const at = computed(() => (towns.value.length > 0 ? turn.value % towns.value.length : 0));
  const whole = computed(() => page.town === undefined && page.site === undefined);
  return {
    pointed,
    toured: computed(() => (whole.value ? (pointed.value ?? towns.value[at.value]) : undefined)),
    note: computed(() =>
      pointed.value === undefined ? `自动轮播 ${at.value + 1} / ${towns.value.length}` : '',
    ),
  };
}
