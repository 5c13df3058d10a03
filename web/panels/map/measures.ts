/** The layers of the map: what its cells and the numbers under its names tell. */
import type { Board } from '../../../shared/board/board.ts';
import type { MapLayer } from '../../../shared/county/wall-ids.ts';
import type { FigureKind } from '../../format/figures.ts';

export interface MapMeasure {
  id: MapLayer;
  name: string;
  unit: string;
  period: string;
  kind: FigureKind;
}

export const mapMeasures: readonly [MapMeasure, ...MapMeasure[]] = [
  { id: 'activities', name: '活动', unit: '场', period: '本月', kind: 'count' },
  { id: 'serviceMinutes', name: '服务时长', unit: '小时', period: '本月', kind: 'hours' },
  { id: 'ordersOverdue', name: '超时', unit: '超时单', period: '现在', kind: 'count' },
  { id: 'circle', name: '圈内村占比', unit: '圈内村 / 已定位村', period: '现有', kind: 'rate' },
];

/** What a place below the watched one has of a layer; of the circle the share of its located villages [R10]. */
export function amountOf(board: Board | undefined, code: string, { id }: MapMeasure): number | undefined {
  if (id !== 'circle') return board?.children[code]?.[id];
  const circle = board?.coverage.circles?.[code];
  return circle && circle.units > 0 ? circle.covered / circle.units : undefined;
}

/** Paths of the numbers that stand under the name of a place. */
export const pathsOf = (code: string, { id }: MapMeasure): string[] =>
  id === 'circle'
    ? [`coverage.circles.${code}.covered`, `coverage.circles.${code}.units`]
    : [`children.${code}.${id}`];
