import type { LineSeriesOption } from 'echarts/charts';
import type { ChartOption } from './option.ts';
import { roundScale } from './scale.ts';
import { tones } from './tones.ts';

export interface ComparedLine {
  name: string;
  values: readonly number[];
}

const steps = 4;
const azureDashed = { color: tones.azure, width: 2, type: [6, 5] };
const softDotted = { color: tones.axis, width: 1.5, type: [2, 4] };

/** Points beside each other by their place in their own span, the own line gold, the one before it azure dashed. */
export function compareOption(
  names: readonly string[],
  own: ComparedLine,
  before: ComparedLine | undefined,
  lastYear: ComparedLine | undefined,
): ChartOption {
  const lines = [
    { line: lastYear, style: softDotted },
    { line: before, style: azureDashed },
    { line: own, style: { color: tones.gold, width: 3 } },
  ];
  const values = lines.flatMap(({ line }) => line?.values ?? []);
  const round = roundScale(Math.max(0, ...values), steps);
  // Half a session or half a person is no mark of an axis.
  const interval = values.every(Number.isInteger) ? Math.ceil(round.interval) : round.interval;
  const max = interval * steps;
  const font = { fontSize: 13, fontFamily: 'Barlow Condensed', color: tones.axis };
  return {
    animation: false,
    grid: { left: 58, right: 24, top: 16, bottom: 30 },
    xAxis: {
      type: 'category',
      data: [...names],
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tones.line } },
      axisLabel: { ...font, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval,
      axisLabel: { ...font, formatter: (value: number) => value.toLocaleString('en-US') },
      splitLine: { lineStyle: { color: tones.grid } },
    },
    series: lines.flatMap(({ line, style }): LineSeriesOption[] =>
      line
        ? [
            {
              type: 'line',
              name: line.name,
              data: [...line.values],
              symbol: names.length > 1 ? 'none' : 'circle',
              silent: true,
              lineStyle: style,
              itemStyle: { color: style.color },
            },
          ]
        : [],
    ),
  };
}
