import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { KeyedFeedRow } from './feed-rows.ts';

/** One row enters at a time; what waits longer than a screenful is shown at once. */
const enterMs = 1500;
const waitingMost = 6;

const sameRows = (a: readonly KeyedFeedRow[], b: readonly KeyedFeedRow[]): boolean =>
  a.length === b.length &&
  a.every((row, index) => row.key === b[index]?.key && row.title === b[index]?.title);

/**
 * The rows as they are shown: of what is new the oldest first, one each 1.5 s. Rows of another scope, the first
 * ones, and those of a still page are there at once.
 */
export function useEnteringRows(
  rows: () => KeyedFeedRow[],
  scope: () => string,
  still: () => boolean,
): Readonly<ShallowRef<KeyedFeedRow[]>> {
  const shown = shallowRef<KeyedFeedRow[]>([]);
  let timer: number | undefined;
  let shownScope = '';

  function step(): void {
    timer = undefined;
    const known = new Set(shown.value.map((row) => row.key));
    const fresh = rows().filter((row) => !known.has(row.key));
    const atOnce = shownScope !== scope() || known.size === 0 || fresh.length > waitingMost || still();
    shownScope = scope();
    const entering = atOnce ? undefined : fresh[fresh.length - 1];
    const next = entering ? rows().filter((row) => known.has(row.key) || row === entering) : rows();
    if (!sameRows(next, shown.value)) shown.value = next;
    if (entering) timer = window.setTimeout(step, enterMs);
  }

  watch(
    rows,
    () => {
      if (shownScope !== scope()) window.clearTimeout(timer);
      else if (timer !== undefined) return;
      step();
    },
    { immediate: true },
  );
  onScopeDispose(() => window.clearTimeout(timer));
  return shown;
}
