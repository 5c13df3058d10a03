import type { LineSeriesOption } from 'echarts/charts';
import type { ChartOption } from './option.ts';
import { roundScale } from './scale.ts';
import { tones } from './tones.ts';

export interface ComparedLine {
  name: string;
  values: readonly number[];
}

/** The days that are looked at: the last point of those that are not over yet tells too little. */
export interface OwnLine extends ComparedLine {
  unfinished: boolean;
}

type Style = NonNullable<LineSeriesOption['lineStyle']>;

/** What stands for no point at all in a line. */
const nothing = '-';

const steps = 4;
const azureDashed = { color: tones.azure, width: 2, type: [6, 5] };
const softDotted = { color: tones.axis, width: 1.5, type: [2, 4] };
const gold = { color: tones.gold, width: 3 };

const lineOf = ({ name, values }: ComparedLine, lineStyle: Style): LineSeriesOption => ({
  type: 'line',
  name,
  data: [...values],
  symbol: values.length > 1 ? 'none' : 'circle',
  silent: true,
  lineStyle,
  itemStyle: { color: lineStyle.color ?? tones.gold },
});

/** What is over as a line; the way to the point that is not, dashed, and the point hollow. */
function ownLines({ name, values, unfinished }: OwnLine): LineSeriesOption[] {
  if (!unfinished) return [lineOf({ name, values }, gold)];
  const last = values.length - 1;
  const over = lineOf({ name, values }, gold);
  const growing = lineOf({ name, values }, { ...gold, type: [5, 5] });
  return [
    { ...over, symbol: 'none', data: values.map((value, index) => (index < last ? value : nothing)) },
    {
      ...growing,
      data: values.map((value, index) => (index >= last - 1 ? value : nothing)),
      symbol: 'circle',
      symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === last ? 10 : 0),
      itemStyle: { color: tones.ground, borderColor: tones.gold, borderWidth: 2.5 },
    },
  ];
}

/** Points beside each other by their place in their own span, the own line gold, the one before it azure dashed. */
export function compareOption(
  names: readonly string[],
  own: OwnLine,
  before: ComparedLine | undefined,
  lastYear: ComparedLine | undefined,
): ChartOption {
  const values = [own, before, lastYear].flatMap((line) => line?.values ?? []);
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
    series: [
      ...(lastYear ? [lineOf(lastYear, softDotted)] : []),
      ...(before ? [lineOf(before, azureDashed)] : []),
      ...ownLines(own),
    ],
  };
}
