/** 定格: the wall keeps its picture and its time while somebody explains it. The line goes on behind it. */
import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useBoard } from './board.ts';
import { useClock } from './clock.ts';
import { useReplay } from './replay.ts';

export const useFreeze = defineStore('freeze', () => {
  const board = useBoard();
  const clock = useClock();
  const replay = useReplay();
  /** The time of the picture that is kept. */
  const at = computed(() => (board.mode === 'frozen' ? board.heldAt : undefined));

  function thaw(): void {
    if (board.mode === 'frozen') board.release();
  }

  /** Keeps the picture, or lets it go; a replay stands still and goes on instead. */
  function toggle(): void {
    if (replay.state !== 'closed') replay.toggle();
    else if (board.mode === 'frozen') thaw();
    else board.freeze(clock.now);
  }

  return { at, toggle, thaw };
});
