/** How much room the panels need, so that a scene can be laid out for a screen that nobody thought of. */
import type { PanelId } from '../../../shared/county/wall-ids.ts';

/** Heights in rem: below the least something is cut off, beyond the most it looks empty. */
export interface PanelRoom {
  least: number;
  most: number;
}

/** A list shows as many rows as there is room for. */
const list: PanelRoom = { least: 1.9, most: 10 };
const usual: PanelRoom = { least: 2.2, most: 5 };

const rooms: Partial<Record<PanelId, PanelRoom>> = {
  today: { least: 2.7, most: 4.6 },
  orders: { least: 2.7, most: 4.6 },
  trend: { least: 1.9, most: 5.5 },
  platforms: { least: 2.05, most: 4.2 },
  local: { least: 1, most: 1.9 },
  assets: { least: 1.05, most: 1.4 },
  alerts: { least: 0.62, most: 0.8 },
  map: { least: 3.6, most: 10 },
  coverage: { least: 2.2, most: 10 },
  hours: { least: 1.7, most: 4.2 },
  categories: { least: 2.1, most: 5 },
  projects: { least: 1.4, most: 2.4 },
  queue: { least: 3.1, most: 10 },
  volunteers: { least: 2.9, most: 8 },
  stars: { least: 2.3, most: 3.8 },
  teams: list,
  wishes: { least: 2.4, most: 5 },
  circle: { least: 2.1, most: 8 },
  'alerts-list': list,
  ranking: list,
  feed: list,
};

export const roomOf = (panel: PanelId): PanelRoom => rooms[panel] ?? usual;

/** Bars that run over what stands in the middle, in this order. */
export const strips: readonly PanelId[] = ['assets', 'alerts'];

/** The figures of `assets` stand side by side: a narrower bar has two lines of them. */
const assetsLine = 8.2;

export const stripRoom = (panel: PanelId, width: number): PanelRoom => {
  const room = roomOf(panel);
  if (panel !== 'assets' || width >= assetsLine) return room;
  return { least: room.least + 0.62, most: room.most + 0.7 };
};

/** What fills the sides of a wall that is wider than its scene has panels for, the most telling first. */
export const spares: readonly PanelId[] = [
  ...(['today', 'orders', 'ranking', 'feed', 'trend', 'platforms', 'categories', 'alerts-list'] as const),
  ...(['queue', 'volunteers', 'teams', 'hours', 'wishes', 'stars', 'projects', 'local'] as const),
];
