/** The order that is open at the desk: what is known of it, whom it may be offered to, and what others did meanwhile. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { OrderDetail, OvertakenProblem, TeamSuggestion } from '../../../../shared/wire/desk.ts';
import { getOrder, getSuggestions } from '../../../api/desk.ts';
import { onceAtATime } from '../parts/once-at-a-time.ts';
import { useReading } from '../parts/use-reading.ts';

export const useDeskOrder = defineStore('desk-order', () => {
  const reading = useReading();
  const id = ref<string>();
  const detail = shallowRef<OrderDetail>();
  const suggestions = shallowRef<TeamSuggestion[]>();
  /** Somebody was faster: what they did, until it was read. */
  const overtaken = shallowRef<OvertakenProblem['newer']>();
  let county = '';

  async function readSuggestions(of: string): Promise<void> {
    const answer = await getSuggestions(county, of).catch(() => undefined);
    if (of === id.value) suggestions.value = answer?.items ?? [];
  }

  const refresh = onceAtATime(async () => {
    const of = id.value;
    if (of === undefined || county === '') return;
    const answer = await reading.read((again) => getOrder(county, of, again));
    if (answer === undefined) return;
    const changed = detail.value?.seen !== answer.seen;
    detail.value = answer;
    if (!answer.commands.includes('offer')) suggestions.value = undefined;
    else if (changed || suggestions.value === undefined) await readSuggestions(of);
  });

  function open(ofCounty: string, next: string | undefined): void {
    if (next === id.value && ofCounty === county) return;
    county = ofCounty;
    id.value = next;
    detail.value = undefined;
    suggestions.value = undefined;
    overtaken.value = undefined;
    reading.begin();
    void refresh();
  }

  /** The newest thing that this user can take back. */
  const undoable = computed(() =>
    [...(detail.value?.history ?? [])].reverse().find((event) => event.undoable && !event.retracted),
  );
  const { state, fault, stale } = reading;
  return { id, detail, suggestions, state, fault, stale, overtaken, undoable, open, refresh };
});
