import { onScopeDispose } from 'vue';
import { useRoute } from 'vue-router';
import { useTouch } from '../motion/use-touch.ts';

/** Without a pointer for this long its arrow is in the way. */
const idleMs = 5_000;

/** Hides the cursor of a wall that nobody points at. */
function useCursor(): void {
  const { dataset } = document.documentElement;
  const rest = (): void => {
    dataset.idle = '';
  };
  let timer = window.setTimeout(rest, idleMs);
  useTouch(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(rest, idleMs);
    delete dataset.idle;
  });
  onScopeDispose(() => {
    window.clearTimeout(timer);
    delete dataset.idle;
  });
}

/** Keeps the screen on where the browser lets a page ask for it: on an encrypted line, while the page is seen. */
function useWakeLock(): void {
  const { wakeLock } = navigator as { wakeLock?: WakeLock };
  if (wakeLock === undefined) return;
  const ask = (): void => {
    // Refused where the battery is low, for one: the screen then sleeps as its owner wants it to.
    if (!document.hidden) wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  onScopeDispose(() => document.removeEventListener('visibilitychange', ask));
  ask();
}

/** The whole screen at the first touch, where `?kiosk=1` asks for it: a browser grants it to a hand alone. */
function useFullScreen(): void {
  const fill = (): void => {
    if (document.fullscreenElement === null)
      document.documentElement.requestFullscreen().catch(() => undefined);
  };
  window.addEventListener('pointerup', fill);
  onScopeDispose(() => window.removeEventListener('pointerup', fill));
}

/** What a page that hangs on a wall does and one in a hand does not. */
export function useKiosk(): void {
  useCursor();
  useWakeLock();
  if (useRoute().query.kiosk === '1') useFullScreen();
}
