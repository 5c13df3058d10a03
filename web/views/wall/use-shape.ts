import { type ComputedRef, computed } from 'vue';
import { usePage } from '../../stores/page.ts';
import { useScreen } from '../../stores/screen.ts';
import { type Shape, shapeOf } from './layouts.ts';

/** The shape of the window, as it is now. */
export function useShape(): ComputedRef<Shape> {
  const page = usePage();
  const screen = useScreen();
  return computed(() => shapeOf(screen.width, screen.height, page.scale));
}
