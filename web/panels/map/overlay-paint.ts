/** What the overlay canvas of the map shows: points, triangles, pulses and flights. Pixels throughout. */
import { tones } from '../../charts/tones.ts';
import type { Point } from './plane.ts';

export interface Flight {
  from: Point;
  to: Point;
  /** When it began, in milliseconds of the page. */
  began: number;
}

/** What lies still under all else: it changes with the registers and the view, and with no event. */
export interface Ground {
  sites: readonly Point[];
  siteRadius: number;
  /** 15-minute circles, and the villages of which some lie in one [R10]. */
  circles: readonly (Point & { radius: number })[];
  villages: readonly (Point & { covered: boolean })[];
  unit: number;
}

export interface Scene {
  ground: Ground;
  alerts: readonly Point[];
  running: readonly Point[];
  /** Outlines of the town that is on tour. */
  outline: readonly (readonly Point[])[];
  /** One design pixel of the wall. */
  unit: number;
}

export const flightMs = 2200;
const pulseMs = 2400;
/** More pulses than this are drawn as plain points. */
const pulsesMost = 12;

/** A village in a circle is a filled point, one outside an open ring: told apart by shape, not by colour alone. */
function paintVillages(context: CanvasRenderingContext2D, { circles, villages, unit }: Ground): void {
  context.fillStyle = 'rgba(124,192,255,.16)';
  context.strokeStyle = 'rgba(124,192,255,.5)';
  context.lineWidth = unit;
  for (const { x, y, radius } of circles) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
    context.stroke();
  }
  for (const { x, y, covered } of villages) {
    context.beginPath();
    context.arc(x, y, (covered ? 3.2 : 4) * unit, 0, Math.PI * 2);
    if (covered) {
      context.fillStyle = tones.azure;
      context.fill();
    } else {
      context.strokeStyle = tones.text;
      context.lineWidth = 1.6 * unit;
      context.stroke();
    }
  }
}

export function paintGround(context: CanvasRenderingContext2D, ground: Ground): void {
  context.fillStyle = 'rgba(236,240,250,.46)';
  context.beginPath();
  for (const { x, y } of ground.sites) {
    context.moveTo(x + ground.siteRadius, y);
    context.arc(x, y, ground.siteRadius, 0, Math.PI * 2);
  }
  context.fill();
  paintVillages(context, ground);
}

/** The outline of the town on tour, and the triangles of the alerts. */
export function paintMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { unit } = scene;
  context.strokeStyle = tones.goldLight;
  context.lineWidth = 3 * unit;
  context.lineJoin = 'round';
  for (const ring of scene.outline) {
    context.beginPath();
    for (const { x, y } of ring) context.lineTo(x, y);
    context.closePath();
    context.stroke();
  }
  context.fillStyle = tones.alert;
  context.strokeStyle = 'rgba(6,13,28,.9)';
  context.lineWidth = 1.5 * unit;
  for (const { x, y } of scene.alerts) {
    context.beginPath();
    context.moveTo(x, y - 9 * unit);
    context.lineTo(x + 9 * unit, y + 7 * unit);
    context.lineTo(x - 9 * unit, y + 7 * unit);
    context.closePath();
    context.fill();
    context.stroke();
  }
}

function paintPulse(context: CanvasRenderingContext2D, at: Point, phase: number, unit: number): void {
  for (const offset of [0, 0.5]) {
    const t = (phase + offset) % 1;
    context.globalAlpha = 0.8 * (1 - t);
    context.beginPath();
    context.arc(at.x, at.y, (5.5 + 13 * t) * unit, 0, Math.PI * 2);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Gold points of what runs now; up to twelve of them breathe. `now` is undefined where the page is still. */
export function paintRunning(context: CanvasRenderingContext2D, scene: Scene, now: number | undefined): void {
  const { unit } = scene;
  context.strokeStyle = tones.goldLight;
  context.lineWidth = 1.5 * unit;
  scene.running.forEach((at, index) => {
    if (now !== undefined && index < pulsesMost)
      paintPulse(context, at, (now / pulseMs + index * 0.37) % 1, unit);
    context.fillStyle = tones.goldLight;
    context.beginPath();
    context.arc(at.x, at.y, 5.5 * unit, 0, Math.PI * 2);
    context.fill();
  });
}

/** A point of the curve between two places, bent upward. */
function along({ from, to }: Flight, t: number): Point {
  const bend = 0.28;
  const middle = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 - Math.abs(to.x - from.x) * bend,
  };
  const u = 1 - t;
  return {
    x: u * u * from.x + 2 * u * t * middle.x + t * t * to.x,
    y: u * u * from.y + 2 * u * t * middle.y + t * t * to.y,
  };
}

export function paintFlight(
  context: CanvasRenderingContext2D,
  flight: Flight,
  now: number,
  unit: number,
): void {
  const t = Math.min(1, (now - flight.began) / flightMs);
  const head = Math.min(1, t * 1.25);
  const tail = Math.max(0, head - 0.45);
  const parts = 18;
  context.lineWidth = 2 * unit;
  context.lineCap = 'round';
  for (let index = 0; index < parts; index++) {
    const a = along(flight, tail + ((head - tail) * index) / parts);
    const b = along(flight, tail + ((head - tail) * (index + 1)) / parts);
    context.strokeStyle = `rgba(246,207,124,${(0.75 * (index + 1)) / parts})`;
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  const point = along(flight, head);
  context.fillStyle = '#fff7e0';
  context.beginPath();
  context.arc(point.x, point.y, 3.5 * unit, 0, Math.PI * 2);
  context.fill();
}
