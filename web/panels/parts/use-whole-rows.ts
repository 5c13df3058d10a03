import { type ComputedRef, computed, type Ref, type ShallowRef } from 'vue';
import { px } from '../../charts/px.ts';
import { useSize } from '../../motion/use-size.ts';
import { useTurn } from '../../motion/use-turn.ts';

const pageMs = 10_000;

export interface WholeRows<T> {
  /** How many rows have room. */
  fits: ComputedRef<number>;
  /** How many a page has: all pages are as full as the others. */
  perPage: ComputedRef<number>;
  shown: ComputedRef<readonly T[]>;
  pages: ComputedRef<number>;
  /** The page that is shown, counted from 0. */
  at: ComputedRef<number>;
  width: Ref<number>;
}

/** Rows of which none is cut: as many as have room, `rowHeight` design pixels each; the others a page at a time. */
export function useWholeRows<T>(
  list: Readonly<ShallowRef<HTMLElement | null>>,
  rows: () => readonly T[],
  rowHeight: number,
): WholeRows<T> {
  const { width, height } = useSize(list);
  const fits = computed(() => Math.max(1, Math.floor(height.value / px(rowHeight))));
  const pages = computed(() => Math.max(1, Math.ceil(rows().length / fits.value)));
  const perPage = computed(() => Math.max(1, Math.ceil(rows().length / pages.value)));
  const turn = useTurn(list, pageMs);
  const at = computed(() => turn.value % pages.value);
  const shown = computed(() => rows().slice(at.value * perPage.value, (at.value + 1) * perPage.value));
  return { fits, perPage, shown, pages, at, width };
}
