import { cellEdge, cellOpacity, focusEdge } from '../../charts/map-option.ts';
import { levelTones } from '../../charts/tones.ts';
import type { Places } from './map-scene.ts';
import { type Point, toPixel } from './plane.ts';

/** How a cell is painted. */
interface Look {
  step: number;
  opacity: number;
  focused: boolean;
}

const lookText = ({ step, opacity, focused }: Look): string => `${step} ${opacity} ${focused}`;

/** Towns with their rings in the plane of the map, and the step of each. */
export interface Cells {
  towns: readonly { code: string; rings: readonly (readonly [number, number][])[] }[];
  steps: string;
  places: Places;
  /** The map stands behind something else. */
  behind: boolean;
}

function pathOf(rings: readonly (readonly Point[])[]): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(({ x, y }, at) => {
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    path.closePath();
  }
  return path;
}

/**
 * The steps of the map over its ground. Each cell is painted within its own outline, so that the one that changes its
 * step is painted anew without the others.
 */
export class CellsCanvas {
  private places: Places | undefined;
  private paths = new Map<string, Path2D>();
  /** What each cell looks like, by its code. */
  private painted = new Map<string, string>();

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show({ towns, steps, places, behind }: Cells): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    if (this.places !== places) {
      this.places = places;
      this.begin(context, towns);
    }
    towns.forEach(({ code }, at) => {
      const step = Number(steps[at] ?? 0);
      const focused = code === places.focus;
      this.paint(context, code, { step, opacity: cellOpacity(code, places.focus, behind), focused });
    });
  }

  /** Another view: nothing of what is painted is right. */
  private begin(context: CanvasRenderingContext2D, towns: Cells['towns']): void {
    const { places } = this;
    if (!places) return;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.painted.clear();
    const pixel = ([x, y]: readonly [number, number]): Point => toPixel(places.plane, { x, y });
    this.paths = new Map(
      towns.map(({ code, rings }) => [code, pathOf(rings.map((ring) => ring.map(pixel)))]),
    );
  }

  private paint(context: CanvasRenderingContext2D, code: string, look: Look): void {
    const path = this.paths.get(code);
    if (!path || this.painted.get(code) === lookText(look)) return;
    this.painted.set(code, lookText(look));
    const edge = look.focused ? focusEdge : cellEdge;
    context.save();
    context.clip(path);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    context.globalAlpha = look.opacity;
    context.fillStyle = levelTones[look.step] ?? levelTones[0];
    context.fill(path);
    context.strokeStyle = edge.color;
    context.lineWidth = edge.width * (this.places?.unit ?? 1);
    context.stroke(path);
    context.restore();
  }
}
