import {
  type Flight,
  flightMs,
  type Ground,
  paintFlight,
  paintGround,
  paintMarks,
  paintRunning,
  type Scene,
} from './overlay-paint.ts';

/**
 * The canvas over the map, in three layers: the ground, painted when the view or the registers change; on it the marks,
 * painted when the scene does; and what moves, painted for each frame. Coordinates are CSS pixels; the canvas has the
 * screen's.
 */
export class OverlayCanvas {
  private readonly ground = document.createElement('canvas');
  private readonly still = document.createElement('canvas');
  private painted: Ground | undefined;
  private scene: Scene | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(scene: Scene | undefined): void {
    this.scene = scene;
    if (this.resize() || scene?.ground !== this.painted) this.layGround(scene?.ground);
    const context = this.cleared(this.still);
    if (!context) return;
    copy(this.ground, context);
    if (scene) paintMarks(context, scene);
  }

  /** Takes on the size of the element; answers whether it has another one now. */
  private resize(): boolean {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    if (this.still.width === width && this.still.height === height) return false;
    for (const one of [this.canvas, this.ground, this.still]) {
      one.width = width;
      one.height = height;
    }
    return true;
  }

  private layGround(ground: Ground | undefined): void {
    this.painted = ground;
    const context = this.cleared(this.ground);
    if (context && ground) paintGround(context, ground);
  }

  /** Paints one frame and returns the flights that are not over. `now` is undefined where nothing may move. */
  paint(now: number | undefined, flights: readonly Flight[]): Flight[] {
    const context = this.cleared(this.canvas);
    if (!context || !this.scene) return [];
    copy(this.still, context);
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

/** Pixel by pixel, whatever the scale of the context. */
function copy(layer: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  if (layer.width === 0 || layer.height === 0) return;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(layer, 0, 0);
  context.restore();
}
