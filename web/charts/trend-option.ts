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

/**
 * Gold the last days, azure dashed those before. Today is unfinished, so its segment is dashed and its point
 * hollow. Its label is not drawn here: every number of the board is text of the page.
 */
export function trendOption(series: TrendSeries, px: Px): ChartOption {
  const { days, current, before } = series;
  const last = days.length - 1;
  const { max, interval } = roundScale(Math.max(0, ...current, ...before), 2);
  const finished = current.map((value, index) => (index < last ? value : '-'));
  const unfinished = current.map((value, index) => (index >= last - 1 ? value : '-'));
  const font = { fontSize: px(16), fontFamily: 'Barlow Condensed', color: tones.axis };
  const gold = { color: tones.gold, width: px(3.5) };
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
    series: [
      {
        type: 'line',
        data: [...before],
        symbol: 'none',
        silent: true,
        lineStyle: { color: tones.azure, width: px(2.5), type: [px(6), px(5)], opacity: 0.85 },
      },
      {
        type: 'line',
        data: finished,
        symbol: 'none',
        silent: true,
        lineStyle: gold,
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
      },
      {
        type: 'line',
        data: unfinished,
        silent: true,
        symbol: 'circle',
        symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) =>
          dataIndex === last ? px(11) : 0,
        itemStyle: { color: '#0E1B33', borderColor: tones.goldLight, borderWidth: px(2.5) },
        lineStyle: { ...gold, type: [px(5), px(5)] },
      },
    ],
  };
}
