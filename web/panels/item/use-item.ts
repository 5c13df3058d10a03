import { computed, onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue';
import type { ItemAnswer } from '../../../shared/wire/http.ts';
import { ApiError, getItem } from '../../api/client.ts';
import { useBoard } from '../../stores/board.ts';
import type { ItemRef } from '../../stores/item.ts';
import { usePage } from '../../stores/page.ts';

export type ItemState = 'loading' | 'ready' | 'missing' | 'denied' | 'failed';

const retryMs = 5000;

function stateOf(error: unknown): ItemState {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.status === 404) return 'missing';
  return error.status === 401 || error.status === 403 ? 'denied' : 'failed';
}

/** One activity or order, read again whenever the board tells of something new about it. */
export function useItem(item: () => ItemRef): {
  answer: Readonly<ShallowRef<ItemAnswer | undefined>>;
  state: Ref<ItemState>;
} {
  const board = useBoard();
  const page = usePage();
  const answer = shallowRef<ItemAnswer>();
  const state = ref<ItemState>('loading');
  let asked = 0;
  let timer: number | undefined;

  async function load(): Promise<void> {
    const number = ++asked;
    window.clearTimeout(timer);
    try {
      const next = await getItem(page.scope, item());
      if (number !== asked) return;
      answer.value = next;
      state.value = 'ready';
    } catch (error) {
      if (number !== asked) return;
      state.value = stateOf(error);
      if (state.value === 'failed') timer = window.setTimeout(load, retryMs);
    }
  }

  /** What the board has of the thing: its rows of the feed, where it is in the queue, whether it runs. */
  const told = computed(() => {
    const { kind, id, site } = item();
    const { feed = {}, queue = {}, running = {} } = board.calm ?? {};
    const rows = Object.entries(feed).flatMap(([seq, row]) =>
      row.id === id && row.type.startsWith(kind) && (kind === 'order' || row.site === site) ? [seq] : [],
    );
    const queued = queue[id];
    return [...rows, queued?.step, queued?.limitAt, running[`${site} ${id}`]?.since].join(' ');
  });
  watch(
    () => [item().kind, item().id, item().site].join(' '),
    () => {
      answer.value = undefined;
      state.value = 'loading';
    },
  );
  // Another time than the present has no card: the server is asked for what is there now.
  watch(
    [told, () => [item().kind, item().id, item().site].join(' '), () => board.mode],
    () => {
      if (board.mode === 'live') void load();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    asked++;
    window.clearTimeout(timer);
  });
  return { answer, state };
}
