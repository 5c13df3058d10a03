import type { ChartOption } from './option.ts';
import type { Px } from './px.ts';
import { tones } from './tones.ts';

export interface RingPart {
  value: number;
  tone: string;
}

/** A thin ring of shares; grey and whole where there is nothing to share. No labels: the list beside it has them. */
export function ringOption(parts: readonly RingPart[], px: Px): ChartOption {
  const filled = parts.filter((part) => part.value > 0);
  const data =
    filled.length === 0
      ? [{ value: 1, itemStyle: { color: tones.track } }]
      : filled.map((part) => ({ value: part.value, itemStyle: { color: part.tone } }));
  return {
    animation: false,
    series: [
      {
        type: 'pie',
        radius: ['84%', '98%'],
        center: ['50%', '50%'],
        silent: true,
        padAngle: filled.length > 1 ? 2 : 0,
        itemStyle: { borderRadius: px(2) },
        label: { show: false },
        labelLine: { show: false },
        data,
      },
    ],
  };
}
