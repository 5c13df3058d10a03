import type { ECharts } from 'echarts/core';
import { markRaw, type ShallowRef, shallowRef, watch, watchEffect } from 'vue';
import { dropDrawing, queueDrawing } from './draw-queue.ts';
import { type Kit, loadKit } from './kit.ts';
import { onSize } from './on-size.ts';
import type { ChartOption } from './option.ts';
import { redraws } from './redraw.ts';

/**
 * A chart in `host` that is drawn from `option` whenever what it reads changes. The library is loaded when the
 * element first has a size (a 0 × 0 canvas makes ECharts throw); the instance lives outside reactivity.
 */
export function useChart(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  option: (kit: Kit) => ChartOption | undefined,
  /** Drawn from nothing each time: for options that leave out what they had before. */
  rebuilt = false,
): { chart: Readonly<ShallowRef<ECharts | undefined>>; drawn: Readonly<ShallowRef<number>> } {
  const chart = shallowRef<ECharts>();
  /** Counts drawings, for what is laid over the chart by its coordinates. */
  const drawn = shallowRef(0);
  const resized = shallowRef(0);
  let kit: Kit | undefined;
  let loading = false;
  let next: ChartOption | undefined;
  /** What is drawn, as text: a second in which nothing changed costs no drawing. */
  let last = '';

  const draw = (): void => {
    if (!chart.value || !next) return;
    const text = JSON.stringify(next);
    if (text === last) return;
    chart.value.setOption(next, { notMerge: last === '' || rebuilt });
    last = text;
    drawn.value++;
  };

  async function begin(): Promise<void> {
    if (loading) return;
    loading = true;
    kit = await loadKit(() => host.value !== null);
    loading = false;
    const element = host.value;
    if (!kit || !element || element.clientWidth === 0 || element.clientHeight === 0) return;
    chart.value = markRaw(kit.init(element, undefined, { renderer: 'canvas' }));
  }

  function end(): void {
    dropDrawing(draw);
    chart.value?.dispose();
    chart.value = undefined;
    last = '';
  }

  function sized(): void {
    if (chart.value) {
      chart.value.resize();
      last = '';
      resized.value++;
    } else void begin();
  }

  onSize(host, sized, end);

  watch(redraws, () => {
    if (!chart.value || !host.value) return;
    end();
    void begin();
  });

  watchEffect(() => {
    void resized.value;
    if (!chart.value || !kit) return;
    next = option(kit);
    queueDrawing(draw);
  });

  return { chart, drawn };
}
