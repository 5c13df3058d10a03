import type { LineSeriesOption } from 'echarts/charts';
import type { ChartOption } from './option.ts';
import type { Px } from './px.ts';
import { roundScale } from './scale.ts';
import { tones } from './tones.ts';

export interface TrendSeries {
  /** `yyyy-mm-dd`, oldest first; the last one is today, which is not over. */
  days: readonly string[];
  current: readonly number[];
  /** The days just before, one for each of `days`. */
  before: readonly number[];
}

const dayLabel = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;

/** What stands for no point at all in a line. */
const nothing = '-';

const goldLine = (px: Px): { color: string; width: number } => ({ color: tones.gold, width: px(3.5) });

const beforeLine = (before: readonly number[], px: Px): LineSeriesOption => ({
  type: 'line',
  data: [...before],
  symbol: 'none',
  silent: true,
  lineStyle: { color: tones.azure, width: px(2.5), type: [px(6), px(5)], opacity: 0.85 },
});

const finishedLine = (current: readonly number[], px: Px): LineSeriesOption => ({
  type: 'line',
  data: current.map((value, index) => (index < current.length - 1 ? value : nothing)),
  symbol: 'none',
  silent: true,
  lineStyle: goldLine(px),
  areaStyle: {
    color: {
      type: 'linear',
      x: 0,
      y: 0,
      x2: 0,
      y2: 1,
      colorStops: [
        { offset: 0, color: 'rgba(232,183,90,.34)' },
        { offset: 1, color: 'rgba(232,183,90,0)' },
      ],
    },
  },
});

function todayLine(current: readonly number[], px: Px): LineSeriesOption {
  const last = current.length - 1;
  return {
    type: 'line',
    data: current.map((value, index) => (index >= last - 1 ? value : nothing)),
    silent: true,
    symbol: 'circle',
    symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === last ? px(11) : 0),
    itemStyle: { color: tones.ground, borderColor: tones.goldLight, borderWidth: px(2.5) },
    lineStyle: { ...goldLine(px), type: [px(5), px(5)] },
  };
}

/**
 * Gold the last days, azure dashed those before. Today is unfinished, so its segment is dashed and its point
 * hollow. Its label is not drawn here: every number of the board is text of the page.
 */
export function trendOption(series: TrendSeries, px: Px): ChartOption {
  const { days, current, before } = series;
  const last = days.length - 1;
  const { max, interval } = roundScale(Math.max(0, ...current, ...before), 2);
  const font = { fontSize: px(16), fontFamily: 'Barlow Condensed', color: tones.axis };
  return {
    animation: false,
    grid: { left: px(46), right: px(24), top: px(12), bottom: px(28) },
    xAxis: {
      type: 'category',
      data: days.map(dayLabel),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tones.line, width: px(1) } },
      axisLabel: {
        ...font,
        margin: px(9),
        interval: (index: number) => (last - index) % 3 === 0,
        hideOverlap: true,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval,
      axisLabel: { ...font, margin: px(8), formatter: (value: number) => value.toLocaleString('en-US') },
      splitLine: { lineStyle: { color: tones.grid, width: px(1) } },
    },
    series: [beforeLine(before, px), finishedLine(current, px), todayLine(current, px)],
  };
}
