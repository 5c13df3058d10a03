import { onScopeDispose } from 'vue';
import { redrawAll } from '../charts/redraw.ts';
import { createElapsed } from '../live/elapsed.ts';
import { useInterval } from '../motion/use-interval.ts';
import { useRecovery } from '../stores/recovery.ts';

const tickMs = 2_000;
/** A gap this long between two looks: the machine slept, and what its graphics kept may be gone. */
const sleptMs = 60_000;

/** Draws every canvas anew when one was lost and is back, and when the machine has slept. */
export function useLostCanvas(): void {
  const recovery = useRecovery();
  const restored = (): void => {
    redrawAll();
    recovery.note();
  };
  // Such events do not rise, but they pass through the window on their way down to the canvas.
  window.addEventListener('contextrestored', restored, true);
  onScopeDispose(() => window.removeEventListener('contextrestored', restored, true));

  const elapsed = createElapsed();
  let last = 0;
  useInterval(() => {
    const now = elapsed();
    if (now - last > sleptMs && !document.hidden) redrawAll();
    last = now;
  }, tickMs);
}
