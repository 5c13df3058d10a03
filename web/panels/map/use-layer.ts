import { type ComputedRef, computed, type Ref, ref, watch } from 'vue';
import { type Levels, levelsOf } from '../../charts/levels.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import { useScenes } from '../../stores/scenes.ts';
import { amountOf, type MapMeasure, mapMeasures } from './measures.ts';

export interface Layer {
  index: Ref<number>;
  count: ComputedRef<number>;
  measure: ComputedRef<MapMeasure>;
  levels: ComputedRef<Levels>;
  /** Step of each town, as one text: nothing follows where none of them changes its step. */
  steps: ComputedRef<string>;
}

/** Step of the town that fills the view: dark enough for the names on it. */
const focusStep = 1;

/** What the map tells: the layer of the scene, until another one is chosen. */
export function useLayer(): Layer {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const scenes = useScenes();

  const index = ref(0);
  watch(
    () => scenes.current?.layer,
    (layer) => {
      index.value = Math.max(
        0,
        mapMeasures.findIndex(({ id }) => id === layer),
      );
    },
    { immediate: true },
  );
  /** The circle is the last layer, for counties whose villages have coordinates. */
  const count = computed(() => mapMeasures.length - (county.map?.villages ? 0 : 1));
  const measure = computed(() => mapMeasures[index.value % count.value] ?? mapMeasures[0]);
  const towns = computed(() => (county.map?.towns ?? []).map(({ code }) => code));
  const amount = (code: string): number => amountOf(board.calm, code, measure.value) ?? 0;
  const levels = computed(() => levelsOf(towns.value.map(amount)));
  const steps = computed(() =>
    towns.value.map((code) => (code === page.town ? focusStep : levels.value.levelOf(amount(code)))).join(''),
  );
  return { index, count, measure, levels, steps };
}
