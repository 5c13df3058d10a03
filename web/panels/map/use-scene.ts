import { type ComputedRef, computed } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { groundOf, type Places, sceneOf } from './map-scene.ts';
import type { Scene } from './overlay-paint.ts';

export interface SceneParts {
  /** Undefined where nothing is to be drawn over the map. */
  places: Places | undefined;
  circles: boolean;
  sparse: boolean;
}

/** What is drawn over the map: a ground that no event changes, and on it what the board tells. */
export function useScene(
  parts: () => SceneParts,
  toured: () => string | undefined,
): ComputedRef<Scene | undefined> {
  const board = useBoard();
  const county = useCounty();
  const ground = computed(() => {
    const { places, circles, sparse } = parts();
    const { map, sites: register } = county;
    return map && places && { map, places, ground: groundOf({ map, places, register, circles, sparse }) };
  });
  return computed(
    () =>
      ground.value &&
      sceneOf({ ...ground.value, board: board.calm, register: county.sites, toured: toured() }),
  );
}
