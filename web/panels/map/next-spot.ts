import type { Point } from './plane.ts';

/** Something on the map that can be gone to by an arrow key. */
export interface Spot {
  code: string;
  at: Point;
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export const isArrow = (key: string): boolean => directions[key] !== undefined;

/** What lies aside of the way counts as this much further. */
const asideCost = 2;

/** The nearest spot in the direction of the key; undefined where there is none, or the key has no direction. */
export function nextSpot(spots: readonly Spot[], from: Point, key: string): Spot | undefined {
  const direction = directions[key];
  if (direction === undefined) return undefined;
  let best: { spot: Spot; cost: number } | undefined;
  for (const spot of spots) {
    const [dx, dy] = [spot.at.x - from.x, spot.at.y - from.y];
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (ahead <= 0 || aside > asideCost * ahead) continue;
    const cost = ahead + asideCost * aside;
    if (best === undefined || cost < best.cost) best = { spot, cost };
  }
  return best?.spot;
}
