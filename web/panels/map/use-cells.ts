import { onScopeDispose, type ShallowRef, watch } from 'vue';
import { dropDrawing, queueDrawing } from '../../charts/draw-queue.ts';
import { redraws } from '../../charts/redraw.ts';
import { type Cells, CellsCanvas } from './cells-canvas.ts';

/** Paints the steps of the towns on a canvas over the ground of the map: those that are not there yet. */
export function useCells(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  cells: () => Cells | undefined,
): void {
  let painter: CellsCanvas | undefined;
  let next: Cells | undefined;
  const draw = (): void => {
    if (next) painter?.show(next);
  };
  watch(
    [canvas, cells, redraws],
    ([element, wanted, redraw], [before, , drawn]) => {
      if (element !== before || redraw !== drawn) painter = element ? new CellsCanvas(element) : undefined;
      next = wanted;
      queueDrawing(draw);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => dropDrawing(draw));
}
