import { shallowRef } from 'vue';

/** Counts how often every canvas of the page had to be drawn from nothing: one that was lost is blank. */
export const redraws = shallowRef(0);

export function redrawAll(): void {
  redraws.value++;
}
