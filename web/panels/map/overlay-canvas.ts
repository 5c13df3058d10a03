import { type Flight, flightMs, paintFlight, paintRunning, paintStill, type Scene } from './overlay-paint.ts';

/**
 * The canvas over the map. What stands still is painted to a ground of its own when the scene changes, and copied
 * for each frame. Coordinates are CSS pixels; the canvas has the screen's.
 */
export class OverlayCanvas {
  private readonly ground = document.createElement('canvas');
  private scene: Scene | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(scene: Scene | undefined): void {
    this.scene = scene;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    for (const one of [this.canvas, this.ground]) {
      if (one.width !== width) one.width = width;
      if (one.height !== height) one.height = height;
    }
    const context = this.cleared(this.ground);
    if (context && scene) paintStill(context, scene);
  }

  /** Paints one frame and returns the flights that are not over. `now` is undefined where nothing may move. */
  paint(now: number | undefined, flights: readonly Flight[]): Flight[] {
    const context = this.cleared(this.canvas);
    if (!context || !this.scene) return [];
    if (this.ground.width > 0 && this.ground.height > 0) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(this.ground, 0, 0);
      context.restore();
    }
    paintRunning(context, this.scene, now);
    if (now === undefined) return [];
    const flying = flights.filter((flight) => now - flight.began < flightMs);
    for (const flight of flying) paintFlight(context, flight, now, this.scene.unit);
    return flying;
  }

  private cleared(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const context = canvas.getContext('2d');
    if (!context) return null;
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }
}
