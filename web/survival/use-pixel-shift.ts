import { type ComputedRef, computed, ref } from 'vue';
import { useInterval } from '../motion/use-interval.ts';

/** Two pixels aside every ten minutes: an image that never moves burns into a screen. */
const burnMs = 600_000;
const steps = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;

/** The style that moves the wall aside for now. */
export function usePixelShift(): ComputedRef<{ transform?: string }> {
  const turn = ref(0);
  useInterval(() => {
    turn.value++;
  }, burnMs);
  return computed(() => {
    const [x, y] = steps[turn.value % steps.length] ?? [0, 0];
    return x === 0 && y === 0 ? {} : { transform: `translate(${x - 1}px, ${y - 1}px)` };
  });
}
