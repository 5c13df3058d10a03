import { onScopeDispose, watch, watchEffect } from 'vue';
import { useBoard } from '../stores/board.ts';
import { useSound } from '../stores/sound.ts';
import { Listener } from './sounding.ts';

/** A page may sound once it was touched so. */
const touches = ['pointerdown', 'keydown'] as const;

/**
 * Sounds once for each new alert that is to be heard. `silent` says when nothing may break in: it is then known all the
 * same, and not heard later.
 */
export function useAlertSound(silent: () => boolean = () => false): void {
  const board = useBoard();
  const sound = useSound();
  const listener = new Listener();

  watch(
    () => board.calm,
    (calm) => {
      if (calm === undefined || board.freshness !== 'live') return;
      if (listener.hear(calm) && !silent()) sound.ring();
    },
    { immediate: true },
  );

  const touched = (): void => {
    if (sound.allowed !== true) void sound.enable();
  };
  for (const touch of touches) window.addEventListener(touch, touched, { capture: true, passive: true });
  onScopeDispose(() => {
    for (const touch of touches) window.removeEventListener(touch, touched, { capture: true });
  });
  watch(() => sound.wanted, touched, { immediate: true });

  watchEffect(() => {
    const { dataset } = document.documentElement;
    dataset.sound = sound.state;
    dataset.rings = String(sound.rings);
  });
}
