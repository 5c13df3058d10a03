import { type Ref, ref, type ShallowRef } from 'vue';
import { useInterval } from './use-interval.ts';

/** Turns that wait for one and the same element: whoever left the keyboard there has gone. */
const heldMost = 12;

/**
 * Counts on every `ms`, for what is shown a page at a time; not while the keyboard has come to something in `host`: it
 * does not turn away under the hands.
 */
export function useTurn(host: Readonly<ShallowRef<HTMLElement | null>>, ms: number): Ref<number> {
  const turn = ref(0);
  let last: Element | undefined;
  let held = 0;
  useInterval(() => {
    const focused = host.value?.querySelector(':focus-visible') ?? undefined;
    held = focused === last ? held + 1 : 0;
    last = focused;
    if (focused === undefined || held >= heldMost) turn.value++;
  }, ms);
  return turn;
}
