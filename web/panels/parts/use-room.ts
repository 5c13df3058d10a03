import { type ComputedRef, computed, type ShallowRef } from 'vue';
import { px } from '../../charts/px.ts';
import { useSize } from '../../motion/use-size.ts';

/** How much room an element has, in rem: 0 × 0 until it is laid out. */
export function useRoom(element: Readonly<ShallowRef<HTMLElement | null>>): {
  width: ComputedRef<number>;
  height: ComputedRef<number>;
} {
  const { width, height } = useSize(element);
  const inRem = (length: number): number => length / px(100);
  return { width: computed(() => inRem(width.value)), height: computed(() => inRem(height.value)) };
}
