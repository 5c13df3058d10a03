/** Tells the server what a dialog has chosen so far, so that most of the way there is gone before it is begun. */
import { type Ref, watch } from 'vue';
import type { ReplayBasis } from '../../../shared/wire/replay.ts';
import { useReplay } from '../../stores/replay.ts';
import type { Span } from '../../stores/replay-span.ts';

/** A choice that stands for so long may well be the one (ms). */
const standsMs = 300;

/** `past` is undefined where there is no such span, or it is still under way and has another end in a moment. */
export function useForesight(past: Ref<Span | undefined>, basis: Ref<ReplayBasis | undefined>): void {
  const replay = useReplay();
  watch(
    [() => past.value?.from, () => past.value?.to, basis],
    (_now, _before, onCleanup) => {
      const span = past.value;
      if (!span) return;
      const timer = window.setTimeout(() => replay.foresee({ span, basis: basis.value }), standsMs);
      onCleanup(() => window.clearTimeout(timer));
    },
    { immediate: true },
  );
}
