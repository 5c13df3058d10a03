/** Where panels stand on screens of each shape. A panel is one line for each; what a shape leaves out is not drawn. */
import type { PanelId } from '../../../shared/county/wall-ids.ts';

/** Columns and rows counted from 1, the end not included: the lines of the grid. */
export interface Seat {
  panel: PanelId;
  columns: readonly [from: number, to: number];
  rows: readonly [from: number, to: number];
}

export type Shape = 'standard' | 'large' | 'wide' | 'portrait' | 'phone';

const seat = (panel: PanelId, columns: readonly [number, number], rows: readonly [number, number]): Seat => ({
  panel,
  columns,
  rows,
});

/** In rem of a hundred design pixels. */
export const columnsOf: Record<Shape, string> = {
  standard: '4.4rem minmax(0, 1fr) 4.4rem',
  large: '4.4rem minmax(0, 1fr) 4.4rem',
  wide: '4.8rem 4.8rem minmax(0, 1fr) 5.8rem 4.8rem 4.8rem',
  portrait: 'minmax(0, 1fr) minmax(0, 1fr)',
  phone: 'minmax(0, 1fr)',
};

export const seats: Record<Shape, readonly Seat[]> = {
  standard: [
    seat('today', [1, 2], [1, 9]),
    seat('trend', [1, 2], [9, 16]),
    seat('platforms', [1, 2], [16, 22]),
    seat('local', [1, 2], [22, 25]),
    seat('assets', [2, 3], [1, 4]),
    seat('alerts', [2, 3], [4, 6]),
    seat('map', [2, 3], [6, 19]),
    seat('coverage', [2, 3], [19, 25]),
    seat('orders', [3, 4], [1, 9]),
    seat('ranking', [3, 4], [9, 18]),
    seat('feed', [3, 4], [18, 25]),
  ],
  // Everything a quarter larger, to be read from further away: fewer panels, and those with more room.
  large: [
    seat('today', [1, 2], [1, 11]),
    seat('trend', [1, 2], [11, 18]),
    seat('platforms', [1, 2], [18, 25]),
    seat('alerts', [2, 3], [1, 4]),
    seat('map', [2, 3], [4, 19]),
    seat('assets', [2, 3], [19, 25]),
    seat('orders', [3, 4], [1, 11]),
    seat('ranking', [3, 4], [11, 18]),
    seat('feed', [3, 4], [18, 25]),
  ],
  wide: [
    seat('today', [1, 2], [1, 9]),
    seat('trend', [1, 2], [9, 17]),
    seat('hours', [1, 2], [17, 25]),
    seat('platforms', [2, 3], [1, 9]),
    seat('local', [2, 3], [9, 12]),
    seat('categories', [2, 3], [12, 20]),
    seat('projects', [2, 3], [20, 25]),
    seat('assets', [3, 5], [1, 4]),
    seat('map', [3, 4], [4, 25]),
    seat('coverage', [4, 5], [4, 25]),
    seat('orders', [5, 6], [1, 9]),
    seat('ranking', [5, 6], [9, 25]),
    seat('alerts-list', [6, 7], [1, 9]),
    seat('feed', [6, 7], [9, 25]),
  ],
  portrait: [
    seat('assets', [1, 3], [1, 3]),
    seat('alerts', [1, 3], [3, 4]),
    seat('map', [1, 3], [4, 10]),
    seat('today', [1, 2], [10, 14]),
    seat('orders', [2, 3], [10, 14]),
    seat('coverage', [1, 3], [14, 17]),
    seat('platforms', [1, 2], [17, 20]),
    seat('trend', [1, 2], [20, 23]),
    seat('local', [1, 2], [23, 25]),
    seat('ranking', [2, 3], [17, 21]),
    seat('feed', [2, 3], [21, 25]),
  ],
  phone: [
    seat('alerts', [1, 2], [1, 2]),
    seat('today', [1, 2], [2, 3]),
    seat('map', [1, 2], [3, 4]),
    seat('orders', [1, 2], [4, 5]),
    seat('platforms', [1, 2], [5, 6]),
    seat('ranking', [1, 2], [6, 7]),
    seat('feed', [1, 2], [7, 8]),
    seat('trend', [1, 2], [8, 9]),
    seat('assets', [1, 2], [9, 10]),
    seat('local', [1, 2], [10, 11]),
  ],
};

/** From this much larger than designed the panels of the 16:9 wall no longer fit. */
const largeScale = 1.15;

/** The shape of a screen by its window in pixels and the `?scale=` of the page. */
export function shapeOf(width: number, height: number, scale = 1): Shape {
  if (width <= 640) return 'phone';
  if (width <= height) return 'portrait';
  if (width / height >= 2.6) return 'wide';
  return scale >= largeScale ? 'large' : 'standard';
}
