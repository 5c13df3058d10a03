import { type Ref, watchEffect } from 'vue';
import { useAlertSound } from '../../sound/use-alert-sound.ts';
import { useQuery } from '../../stores/query.ts';
import { useScenes } from '../../stores/scenes.ts';
import { useSound } from '../../stores/sound.ts';
import type { Shape } from './layouts.ts';

/** New alerts sound on the wall, but not in a hand or with `?sound=0`, and nothing breaks into a visit. */
export function useWallSound(shape: Ref<Shape>): void {
  const query = useQuery();
  const scenes = useScenes();
  const sound = useSound();
  watchEffect(() => {
    sound.wanted = shape.value !== 'phone' && query.read('sound') !== '0';
  });
  useAlertSound(() => scenes.visiting !== undefined);
}
