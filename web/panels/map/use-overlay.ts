import { onScopeDispose, type ShallowRef, watch } from 'vue';
import { type Flight, flightMs, paintFlight, paintRunning, paintStill, type Scene } from './overlay-paint.ts';
import type { Point } from './plane.ts';

const frameMs = 40;
const flightsMost = 8;

/**
 * Draws the scene over the map at 25 frames a second while something moves, and once where nothing does. What
 * stands still is painted to a canvas of its own and copied.
 */
export function useOverlay(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  scene: () => Scene | undefined,
  still: () => boolean,
): { fly(from: Point, to: Point): void } {
  const ground = document.createElement('canvas');
  let flights: Flight[] = [];
  let current: Scene | undefined;
  let frame = 0;
  let lastAt = 0;

  function sized(): CanvasRenderingContext2D | null {
    const target = canvas.value;
    if (!target) return null;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(target.clientWidth * ratio);
    const height = Math.round(target.clientHeight * ratio);
    for (const one of [target, ground]) {
      if (one.width !== width) one.width = width;
      if (one.height !== height) one.height = height;
    }
    return target.getContext('2d');
  }

  function paintGround(): void {
    const context = sized() && ground.getContext('2d');
    if (!context) return;
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, ground.width, ground.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (current) paintStill(context, current);
  }

  function paint(now: number): void {
    const context = canvas.value?.getContext('2d');
    if (!context || !canvas.value) return;
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.value.width, canvas.value.height);
    if (ground.width > 0 && ground.height > 0) context.drawImage(ground, 0, 0);
    if (!current) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintRunning(context, current, still() ? undefined : now);
    flights = flights.filter((flight) => now - flight.began < flightMs);
    for (const flight of flights) paintFlight(context, flight, now, current.unit);
  }

  const moving = (): boolean => !still() && ((current?.running.length ?? 0) > 0 || flights.length > 0);

  function run(now: number): void {
    frame = 0;
    if (now - lastAt >= frameMs - 4) {
      lastAt = now;
      paint(now);
    }
    if (moving()) frame = requestAnimationFrame(run);
  }

  function wake(): void {
    if (frame === 0) frame = requestAnimationFrame(run);
  }

  watch(
    [canvas, scene, still],
    () => {
      current = scene();
      paintGround();
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
