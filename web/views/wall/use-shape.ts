import { type ComputedRef, computed, onScopeDispose, ref } from 'vue';
import { usePage } from '../../stores/page.ts';
import { type Shape, shapeOf } from './layouts.ts';

/** The shape of the window, as it is now. */
export function useShape(): ComputedRef<Shape> {
  const page = usePage();
  const size = ref({ width: window.innerWidth, height: window.innerHeight });
  const measure = (): void => {
    size.value = { width: window.innerWidth, height: window.innerHeight };
  };
  window.addEventListener('resize', measure);
  onScopeDispose(() => window.removeEventListener('resize', measure));
  return computed(() => shapeOf(size.value.width, size.value.height, page.scale));
}
