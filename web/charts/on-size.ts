import { onScopeDispose, type ShallowRef, watch } from 'vue';

/** Calls `sized` when the element has got a size or another one, never for 0 × 0, and `gone` when it is taken away. */
export function onSize(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  sized: (element: HTMLElement) => void,
  gone: () => void,
): void {
  const observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
    if (host.value) sized(host.value);
  });
  watch(
    host,
    (next, last) => {
      if (last) {
        observer.unobserve(last);
        gone();
      }
      if (next) observer.observe(next);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => {
    observer.disconnect();
    gone();
  });
}
