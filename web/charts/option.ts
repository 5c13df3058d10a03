import type { LineSeriesOption, PieSeriesOption } from 'echarts/charts';
import type { GeoComponentOption, GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** What may stand in an option of this wall's charts. */
export type ChartOption = ComposeOption<
  LineSeriesOption | PieSeriesOption | GeoComponentOption | GridComponentOption
>;
