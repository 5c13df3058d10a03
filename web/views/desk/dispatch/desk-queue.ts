/** The queue of open orders as the desk has it: read in pages, read again when something changed. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { QueueQuery, QueueRow } from '../../../../shared/wire/desk.ts';
import { onceAtATime } from '../parts/once-at-a-time.ts';
import { useReading } from '../parts/use-reading.ts';
import { changeAround, keptSelection, stepFrom } from './queue-rows.ts';
import { type QueuePart, readOn, readQueue } from './read-queue.ts';

const nothing: QueuePart = { rows: [], cursor: null, total: 0 };

export const useDeskQueue = defineStore('desk-queue', () => {
  const reading = useReading();
  const part = shallowRef<QueuePart>(nothing);
  const rows = computed<QueueRow[]>(() => part.value.rows);
  const total = computed(() => part.value.total);
  const selected = ref<string>();
  /** Orders that came above the selected one and have not been looked at. */
  const newAbove = ref(0);
  /** By how many rows the list is to scroll so that the selected one stays where it is. */
  const moved = ref(0);
  let query: QueueQuery = { county: '' };

  function show(next: QueuePart): void {
    const change = changeAround(rows.value, next.rows, selected.value);
    selected.value = keptSelection(rows.value, next.rows, selected.value);
    newAbove.value += change.newAbove;
    moved.value = change.moved;
    part.value = next;
  }

  /** Reads anew what is shown. */
  const refresh = onceAtATime(async () => {
    if (query.county === '') return;
    const next = await reading.read((again) => readQueue(query, rows.value.length, again));
    if (next) show(next);
  });

  /** Another county or another filter: another list. */
  function open(narrowed: QueueQuery): void {
    query = narrowed;
    reading.begin();
    part.value = nothing;
    newAbove.value = 0;
    void refresh();
  }

  let going = false;
  /** The next page, when the end of the list comes near. */
  async function more(): Promise<void> {
    const from = part.value;
    if (from.cursor === null || going) return;
    going = true;
    const next = await readOn(query, from).catch(() => undefined);
    going = false;
    // Read anew meanwhile: the end of the list is another one.
    if (next && part.value === from) part.value = next;
  }

  function step(steps: number): void {
    selected.value = stepFrom(rows.value, selected.value, steps);
  }

  const place = computed(() => rows.value.findIndex(({ id }) => id === selected.value));
  const { state, fault, stale } = reading;
  return { rows, total, state, fault, stale, selected, newAbove, moved, place, open, refresh, more, step };
});
