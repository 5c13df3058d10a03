import { type ComputedRef, computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import type { EvidenceAnswer, EvidenceItem } from '../../../shared/wire/http.ts';
import { getEvidence } from '../../api/client.ts';
import { kindOf } from '../../format/figures.ts';
import { summaryOf } from './evidence-sum.ts';

export interface EvidenceList {
  answer: Ref<EvidenceAnswer | undefined>;
  items: Ref<EvidenceItem[]>;
  state: Ref<'loading' | 'ready' | 'failed'>;
  summary: ComputedRef<string>;
  more(): void;
}

/** The evidence of a path, a page at a time. Pages of different moments do not belong together: it begins again. */
export function useEvidence(scope: () => string, path: () => string): EvidenceList {
  const answer = shallowRef<EvidenceAnswer>();
  const items = shallowRef<EvidenceItem[]>([]);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  let asked = 0;

  async function load(cursor?: string): Promise<void> {
    const number = ++asked;
    state.value = 'loading';
    try {
      const next = await getEvidence(scope(), path(), cursor);
      if (number !== asked) return;
      const before = answer.value;
      if (cursor !== undefined && (next.seq !== before?.seq || next.asOf !== before.asOf)) return load();
      items.value = cursor === undefined ? next.items : [...items.value, ...next.items];
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
      items.value = [];
      void load();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    asked++;
  });

  const summary = computed(() =>
    answer.value ? summaryOf(answer.value, items.value, kindOf(path()), path().endsWith('Median')) : '',
  );

  return {
    answer,
    items,
    state,
    summary,
    more() {
      if (answer.value?.cursor) void load(answer.value.cursor);
    },
  };
}
