/** The county's time: the server's clock, carried on by this machine, once a second. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useBoard } from './board.ts';
import { useCounty } from './county.ts';

export const useClock = defineStore('clock', () => {
  const board = useBoard();
  const county = useCounty();
  const local = ref(Date.now());
  // Just after the turn of each second, so that the clock on the wall never skips one.
  const tick = (): void => {
    local.value = Date.now();
    window.setTimeout(tick, 1005 - ((local.value + board.clockOffset) % 1000));
  };
  tick();
  /** The present, whatever time the screen shows. */
  const present = computed(() => local.value + board.clockOffset);
  /** The time of what is shown: in a replay the replayed instant. */
  const now = computed(() => board.heldAt ?? present.value);
  const tz = computed(() => board.board?.tz ?? county.profile?.timezone ?? 'Asia/Shanghai');
  return { now, present, tz };
});
