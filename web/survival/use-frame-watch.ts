import { redrawAll } from '../charts/redraw.ts';
import { reloadToRecover } from '../live/reload.ts';
import { useInterval } from '../motion/use-interval.ts';
import { useRecovery } from '../stores/recovery.ts';
import { FrameWatch } from './frame-watch.ts';
import { recoveryRestMs } from './limits.ts';

const tickMs = 1_000;

/** Takes the whole page off the screen and lays it out again: what hangs in the compositor begins anew. */
function layOutAnew(): void {
  const { style } = document.body;
  style.display = 'none';
  void document.body.offsetHeight;
  style.display = '';
}

/** Draws anew where no frame comes though the page is seen, and reloads where that does not help. */
export function useFrameWatch(): void {
  const recovery = useRecovery();
  const watch = new FrameWatch(performance.now());
  let asked = false;
  useInterval(() => {
    const cure = watch.tick(performance.now(), !document.hidden);
    if (cure === 'redraw') {
      layOutAnew();
      redrawAll();
      recovery.note();
    } else if (cure === 'reload') reloadToRecover(recoveryRestMs);
    if (asked && cure === undefined) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      watch.framed(performance.now());
    });
  }, tickMs);
}
