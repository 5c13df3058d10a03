import { type ComputedRef, computed } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';

/** Why the page may not show its scope; undefined where it may. */
export function useDenied(): ComputedRef<string | undefined> {
  const board = useBoard();
  const county = useCounty();
  return computed(() => {
    if (board.refusal === undefined && !county.denied) return undefined;
    return board.refusal === 'unknown-scope' ? '没有找到该范围' : '本屏无权查看该范围';
  });
}
