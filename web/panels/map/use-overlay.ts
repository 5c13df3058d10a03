import { onScopeDispose, type ShallowRef, watch } from 'vue';
import { redraws } from '../../charts/redraw.ts';
import { OverlayCanvas } from './overlay-canvas.ts';
import type { Flight, Scene } from './overlay-paint.ts';
import type { Point } from './plane.ts';

/** From the end of one frame to the asking for the next, which then comes with the screen: 25 a second. */
const frameMs = 30;
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
  let timer: number | undefined;

  function run(now: number): void {
    frame = 0;
    flights = overlay?.paint(still() ? undefined : now, flights) ?? [];
    // Asking for every frame of the screen only to skip half of them costs more than the painting.
    if (!still() && (runs || flights.length > 0)) timer = window.setTimeout(wake, frameMs);
  }

  function wake(): void {
    window.clearTimeout(timer);
    if (frame === 0) frame = requestAnimationFrame(run);
  }

  watch(
    [canvas, scene, still, redraws],
    ([element, next, , redraw], [before, , , drawn]) => {
      if (element !== before || redraw !== drawn) overlay = element ? new OverlayCanvas(element) : undefined;
      overlay?.show(next);
      runs = (next?.running.length ?? 0) > 0;
      wake();
    },
    { immediate: true, flush: 'post' },
  );

  onScopeDispose(() => {
    window.clearTimeout(timer);
    cancelAnimationFrame(frame);
  });

  return {
    fly(from, to) {
      if (still() || document.hidden || flights.length >= flightsMost) return;
      flights.push({ from, to, began: performance.now() });
      wake();
    },
  };
}
