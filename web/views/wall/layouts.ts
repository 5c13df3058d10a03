/** Where panels stand on screens of each shape. A panel is one line here; what a shape leaves out is not drawn. */
import type { Component } from 'vue';
import AlertsPanel from '../../panels/alerts/AlertsPanel.vue';
import AssetsPanel from '../../panels/assets/AssetsPanel.vue';
import CoveragePanel from '../../panels/coverage/CoveragePanel.vue';
import FeedPanel from '../../panels/feed/FeedPanel.vue';
import LocalPanel from '../../panels/local/LocalPanel.vue';
import MapPanel from '../../panels/map/MapPanel.vue';
import OrdersPanel from '../../panels/orders/OrdersPanel.vue';
import PlatformsPanel from '../../panels/platforms/PlatformsPanel.vue';
import RankingPanel from '../../panels/ranking/RankingPanel.vue';
import TodayPanel from '../../panels/today/TodayPanel.vue';
import TrendPanel from '../../panels/trend/TrendPanel.vue';

export const panels = {
  today: TodayPanel,
  trend: TrendPanel,
  platforms: PlatformsPanel,
  local: LocalPanel,
  assets: AssetsPanel,
  alerts: AlertsPanel,
  map: MapPanel,
  coverage: CoveragePanel,
  orders: OrdersPanel,
  ranking: RankingPanel,
  feed: FeedPanel,
} satisfies Record<string, Component>;

export type PanelId = keyof typeof panels;

/** Columns and rows counted from 1, the end not included: the lines of the grid. */
export interface Seat {
  panel: PanelId;
  columns: readonly [from: number, to: number];
  rows: readonly [from: number, to: number];
}

export type Shape = 'standard' | 'wide' | 'portrait' | 'phone';

const seat = (panel: PanelId, columns: readonly [number, number], rows: readonly [number, number]): Seat => ({
  panel,
  columns,
  rows,
});

/** In rem of a hundred design pixels. */
export const columnsOf: Record<Shape, string> = {
  standard: '4.4rem minmax(0, 1fr) 4.4rem',
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
  wide: [
    seat('today', [1, 2], [1, 11]),
    seat('trend', [1, 2], [11, 25]),
    seat('platforms', [2, 3], [1, 13]),
    seat('local', [2, 3], [13, 17]),
    seat('coverage', [3, 5], [18, 25]),
    seat('assets', [3, 5], [1, 4]),
    seat('alerts', [3, 5], [4, 6]),
    seat('map', [3, 5], [6, 18]),
    seat('orders', [5, 6], [1, 11]),
    seat('ranking', [5, 6], [11, 25]),
    seat('feed', [6, 7], [1, 25]),
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

/** The shape of a screen by its window in pixels. */
export function shapeOf(width: number, height: number): Shape {
  if (width <= 640) return 'phone';
  if (width <= height) return 'portrait';
  return width / height >= 2.6 ? 'wide' : 'standard';
}
