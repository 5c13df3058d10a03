/** The queue of open orders as the desk has it: read in pages, read again when something changed. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { QueueAnswer, QueueRow } from '../../../../shared/wire/desk.ts';
import { getQueue } from '../../../api/desk.ts';
import { faultOf, isDenied } from '../parts/fault.ts';
import type { LoadState } from '../parts/load-state.ts';
import type { QueueFilter } from './queue-filter.ts';
import { changeAround, joinPages, keptSelection, stepFrom } from './queue-rows.ts';

const pageRows = 200;

export const useDeskQueue = defineStore('desk-queue', () => {
  const rows = shallowRef<QueueRow[]>([]);
  const total = ref(0);
  const state = ref<LoadState>('loading');
  const fault = ref<string>();
  /** Rows that are shown could not be read anew. */
  const stale = ref(false);
  const selected = ref<string>();
  /** Orders that came above the selected one and have not been looked at. */
  const newAbove = ref(0);
  /** By how many rows the list is to scroll so that the selected one stays where it is. */
  const moved = ref(0);
  const cursor = ref<string | null>(null);

  let county = '';
  let filter: QueueFilter = {};
  let asked = 0;
  let reading: Promise<void> | undefined;
  let again = false;

  const page = (from: string | null): Promise<QueueAnswer> =>
    getQueue(
      { county, ...filter, limit: pageRows, ...(from !== null && { cursor: from }) },
      state.value === 'ready',
    );

  /** As many pages as were shown, so that a list that was scrolled does not shrink. */
  async function pagesUpTo(count: number): Promise<{ last: QueueAnswer; rows: QueueRow[] }> {
    const pages: QueueRow[][] = [];
    let last = await page(null);
    pages.push(last.items);
    while (last.cursor !== null && pages.length * pageRows < count) {
      last = await page(last.cursor);
      pages.push(last.items);
    }
    return { last, rows: joinPages(pages) };
  }

  function show(next: QueueRow[]): void {
    const change = changeAround(rows.value, next, selected.value);
    selected.value = keptSelection(rows.value, next, selected.value);
    newAbove.value += change.newAbove;
    rows.value = next;
    moved.value = change.moved;
  }

  async function readNow(): Promise<void> {
    const number = ++asked;
    try {
      const answer = await pagesUpTo(rows.value.length);
      if (number !== asked) return;
      show(answer.rows);
      total.value = answer.last.total;
      cursor.value = answer.last.cursor;
      state.value = 'ready';
      stale.value = false;
    } catch (error) {
      if (number !== asked) return;
      fault.value = faultOf(error);
      if (isDenied(error)) state.value = 'denied';
      else if (state.value === 'ready') stale.value = true;
      else state.value = 'failed';
    }
  }

  /** Reads anew what is shown; asked for while it is read, once more after it. */
  function refresh(): Promise<void> {
    if (reading) {
      again = true;
      return reading;
    }
    reading = readNow().finally(() => {
      reading = undefined;
      if (!again) return;
      again = false;
      void refresh();
    });
    return reading;
  }

  /** Another county or another filter: another list. */
  function open(ofCounty: string, narrowedTo: QueueFilter): void {
    asked += 1;
    county = ofCounty;
    filter = narrowedTo;
    rows.value = [];
    cursor.value = null;
    newAbove.value = 0;
    state.value = 'loading';
    void refresh();
  }

  /** The next page, when the end of the list comes near. */
  async function more(): Promise<void> {
    if (cursor.value === null || reading) return;
    const number = asked;
    const answer = await page(cursor.value).catch(() => undefined);
    if (answer === undefined || number !== asked) return;
    rows.value = joinPages([rows.value, answer.items]);
    cursor.value = answer.cursor;
  }

  function step(steps: number): void {
    selected.value = stepFrom(rows.value, selected.value, steps);
  }

  const place = computed(() => rows.value.findIndex(({ id }) => id === selected.value));

  return {
    rows,
    total,
    state,
    fault,
    stale,
    selected,
    newAbove,
    moved,
    place,
    open,
    refresh,
    more,
    step,
  };
});
