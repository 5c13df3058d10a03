import { type ComputedRef, computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import type { EvidenceAnswer } from '../../../shared/wire/http.ts';
import { getEvidence } from '../../api/client.ts';
import { kindOf } from '../../format/figures.ts';
import { useBoard } from '../../stores/board.ts';
import { summaryOf } from './evidence-sum.ts';

export interface EvidenceList {
  answer: Ref<EvidenceAnswer | undefined>;
  state: Ref<'loading' | 'ready' | 'failed'>;
  summary: ComputedRef<string>;
  more(): void;
}

/** Times that a list is begun anew because the figures moved between two of its pages. */
const triesMost = 3;

/**
 * The first `pages` pages of a path. Pages of different moments do not belong together, so they are read in one go
 * and begun again where the figures moved in between; what keeps moving gives the first page alone.
 */
async function readPages(scope: string, path: string, pages: number): Promise<EvidenceAnswer> {
  let first = await getEvidence(scope, path);
  for (let attempt = 1; attempt <= triesMost; attempt++) {
    const items = [...first.items];
    let last = first;
    let moved = false;
    for (let page = 1; page < pages && last.cursor !== null && !moved; page++) {
      last = await getEvidence(scope, path, last.cursor);
      moved = last.seq !== first.seq || last.asOf !== first.asOf;
      if (!moved) items.push(...last.items);
    }
    if (!moved) return { ...first, items, cursor: last.cursor };
    first = await getEvidence(scope, path);
  }
  return first;
}

/** The evidence of a path, some pages of it. */
export function useEvidence(scope: () => string, path: () => string): EvidenceList {
  const answer = shallowRef<EvidenceAnswer>();
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  let asked = 0;
  let pages = 1;

  async function load(): Promise<void> {
    const number = ++asked;
    state.value = 'loading';
    try {
      const next = await readPages(scope(), path(), pages);
      if (number !== asked) return;
      answer.value = next;
      state.value = 'ready';
    } catch {
      if (number === asked) state.value = 'failed';
    }
  }

  watch(
    [scope, path],
    () => {
      answer.value = undefined;
      pages = 1;
      void load();
    },
    { immediate: true },
  );
  // What could not be read while the server was away is read once it is back.
  const board = useBoard();
  watch(
    () => board.connection,
    (now) => {
      if (now === 'live' && state.value === 'failed') void load();
    },
  );
  onScopeDispose(() => {
    asked++;
  });

  const summary = computed(() =>
    answer.value ? summaryOf(answer.value, kindOf(path()), path().endsWith('Median')) : '',
  );

  return {
    answer,
    state,
    summary,
    more() {
      pages++;
      void load();
    },
  };
}
