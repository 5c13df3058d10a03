import { type ComputedRef, computed, type ShallowRef } from 'vue';
import { useTurn } from '../../motion/use-turn.ts';
import { useRoom } from '../parts/use-room.ts';

/** In rem: what names need beside the cells, and below what a cell's number is not read. */
const names = { beside: 0.9, above: 0.34 };
const cellLeast = { width: 0.27, height: 0.27 };
const pageMs = 10_000;

export interface CoveragePages {
  /** The panel is taller than wide: towns are its rows. */
  upright: ComputedRef<boolean>;
  shown: ComputedRef<readonly string[]>;
  pages: ComputedRef<number>;
  /** Counted from 0. */
  at: ComputedRef<number>;
}

/** The places of the matrix that have room; what does not fit comes in pages, each as full as the others. */
export function useCoveragePages(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  codes: () => readonly string[],
): CoveragePages {
  const { width, height } = useRoom(host);
  const upright = computed(() => height.value > width.value);
  const most = computed(() => {
    const fits = upright.value
      ? (height.value - names.above) / cellLeast.height
      : (width.value - names.beside) / cellLeast.width;
    return Math.max(1, Math.floor(fits));
  });
  const pages = computed(() => Math.max(1, Math.ceil(codes().length / most.value)));
  const perPage = computed(() => Math.ceil(codes().length / pages.value));
  const turn = useTurn(host, pageMs);
  const at = computed(() => turn.value % pages.value);
  const shown = computed(() => codes().slice(at.value * perPage.value, (at.value + 1) * perPage.value));
  return { upright, shown, pages, at };
}
