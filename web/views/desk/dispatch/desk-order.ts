/** The order that is open at the desk: what is known of it, whom it may be offered to, and what others did meanwhile. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { OrderDetail, OvertakenProblem, TeamSuggestion } from '../../../../shared/wire/desk.ts';
import { getOrder, getSuggestions } from '../../../api/desk.ts';
import { faultOf, isDenied } from '../parts/fault.ts';
import type { LoadState } from '../parts/load-state.ts';

export const useDeskOrder = defineStore('desk-order', () => {
  const id = ref<string>();
  const detail = shallowRef<OrderDetail>();
  const suggestions = shallowRef<TeamSuggestion[]>();
  const state = ref<LoadState>('loading');
  const fault = ref<string>();
  const stale = ref(false);
  /** Somebody was faster: what they did, until it was read. */
  const overtaken = shallowRef<OvertakenProblem['newer']>();
  /** What was written and not yet sent, by order and command: closing, losing a race or the line loses none of it. */
  const drafts = ref<Record<string, string>>({});
  let county = '';

  async function readSuggestions(of: string): Promise<void> {
    const answer = await getSuggestions(county, of).catch(() => undefined);
    if (of === id.value) suggestions.value = answer?.items ?? [];
  }

  async function refresh(): Promise<void> {
    const of = id.value;
    if (of === undefined) return;
    try {
      const answer = await getOrder(county, of, detail.value !== undefined);
      if (of !== id.value) return;
      const seen = detail.value?.seen;
      detail.value = answer;
      state.value = 'ready';
      stale.value = false;
      const offering = answer.commands.includes('offer');
      if (!offering) suggestions.value = undefined;
      else if (seen !== answer.seen || suggestions.value === undefined) await readSuggestions(of);
    } catch (error) {
      if (of !== id.value) return;
      fault.value = faultOf(error);
      if (isDenied(error)) state.value = 'denied';
      else if (detail.value) stale.value = true;
      else state.value = 'failed';
    }
  }

  function open(ofCounty: string, next: string | undefined): void {
    if (next === id.value && ofCounty === county) return;
    county = ofCounty;
    id.value = next;
    detail.value = undefined;
    suggestions.value = undefined;
    overtaken.value = undefined;
    stale.value = false;
    state.value = 'loading';
    void refresh();
  }

  const draftKey = (command: string): string => `${id.value ?? ''} ${command}`;
  const draft = (command: string) =>
    computed({
      get: () => drafts.value[draftKey(command)] ?? '',
      set: (text: string) => {
        drafts.value[draftKey(command)] = text;
      },
    });
  function dropDraft(command: string): void {
    delete drafts.value[draftKey(command)];
  }
  const unsent = computed(() => Object.values(drafts.value).some((text) => text.trim() !== ''));

  /** The newest thing that this user can take back. */
  const undoable = computed(() =>
    [...(detail.value?.history ?? [])].reverse().find((event) => event.undoable && !event.retracted),
  );

  return {
    id,
    detail,
    suggestions,
    state,
    fault,
    stale,
    overtaken,
    unsent,
    undoable,
    open,
    refresh,
    draft,
    dropDraft,
  };
});
