import { onScopeDispose, type ShallowRef, watch } from 'vue';
import { OverlayCanvas } from './overlay-canvas.ts';
import type { Flight, Scene } from './overlay-paint.ts';
import type { Point } from './plane.ts';

const frameMs = 40;
const flightsMost = 8;

/** Draws the scene over the map, 25 frames a second while something moves, and once where nothing does. */
export function useOverlay(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  scene: () => Scene | undefined,
  still: () => boolean,
): { fly(from: Point, to: Point): void } {
  let overlay: OverlayCanvas | undefined;
  let flights: Flight[] = [];
  let runs = false;
  let frame = 0;
  let lastAt = 0;

  function run(now: number): void {
    frame = 0;
    // A frame is rarely a whole multiple of the screen's: a little early is in time.
    if (now - lastAt >= frameMs - 4) {
      lastAt = now;
      flights = overlay?.paint(still() ? undefined : now, flights) ?? [];
    }
    if (!still() && (runs || flights.length > 0)) wake();
  }

  function wake(): void {
    if (frame === 0) frame = requestAnimationFrame(run);
  }

  watch(
    [canvas, scene, still],
    ([element, next], [before]) => {
      if (element !== before) overlay = element ? new OverlayCanvas(element) : undefined;
      overlay?.show(next);
      runs = (next?.running.length ?? 0) > 0;
      lastAt = 0;
      wake();
    },
    { immediate: true, flush: 'post' },
  );

  onScopeDispose(() => cancelAnimationFrame(frame));

  return {
    fly(from, to) {
      if (still() || document.hidden || flights.length >= flightsMost) return;
      flights.push({ from, to, began: performance.now() });
      wake();
    },
  };
}
