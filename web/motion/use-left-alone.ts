import { onScopeDispose, watch } from 'vue';
import { useTouch } from './use-touch.ts';

/** Calls `alone` where nobody has touched the page for so long (ms) while `stands` holds. */
export function useLeftAlone(stands: () => boolean, ms: () => number, alone: () => void): void {
  let timer: number | undefined;

  function wait(): void {
    window.clearTimeout(timer);
    if (stands()) timer = window.setTimeout(alone, ms());
  }

  watch(stands, wait, { immediate: true });
  useTouch(wait);
  onScopeDispose(() => window.clearTimeout(timer));
}
