import type { BoardChild } from '../../../shared/board/board.ts';

export interface MapMeasure {
  id: 'activities' | 'serviceMinutes' | 'ordersOverdue';
  name: string;
  unit: string;
  period: string;
}

export const mapMeasures: readonly [MapMeasure, ...MapMeasure[]] = [
  { id: 'activities', name: '活动', unit: '场', period: '本月' },
  { id: 'serviceMinutes', name: '服务时长', unit: '小时', period: '本月' },
  { id: 'ordersOverdue', name: '超时', unit: '超时单', period: '现在' },
];

export const amountOf = (child: BoardChild | undefined, measure: MapMeasure): number =>
  child?.[measure.id] ?? 0;
