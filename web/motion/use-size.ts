import { onScopeDispose, type Ref, ref, type ShallowRef, watch } from 'vue';

/** The size of an element in CSS pixels, 0 × 0 until it is laid out. */
export function useSize(element: Readonly<ShallowRef<HTMLElement | null>>): {
  width: Ref<number>;
  height: Ref<number>;
} {
  const width = ref(0);
  const height = ref(0);
  const observer = new ResizeObserver((entries) => {
    for (const { contentRect } of entries) {
      width.value = contentRect.width;
      height.value = contentRect.height;
    }
  });
  watch(
    element,
    (next, last) => {
      if (last) observer.unobserve(last);
      if (next) observer.observe(next);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => observer.disconnect());
  return { width, height };
}
