/** Keeps the queue and the open order with what happens: the board tells that something did, the server what it is. */
import { computed, watch } from 'vue';
import { useInterval } from '../../../motion/use-interval.ts';
import { useBoard } from '../../../stores/board.ts';
import { useDeskOrder } from './desk-order.ts';
import { useDeskQueue } from './desk-queue.ts';

/** Notes change no figure, and so no board; limits pass without an event. */
const lookMs = 20_000;

export function useLiveQueue(): void {
  const board = useBoard();
  const queue = useDeskQueue();
  const order = useDeskOrder();
  /** What of a calm board has to do with orders: another value means that one of them changed. */
  const pulse = computed(() => {
    const shown = board.calm;
    if (shown === undefined) return '';
    const told = Object.entries(shown.feed).filter(([, row]) => row.type.startsWith('order.'));
    const { ordersOpen, ordersOverdue, alerts } = shown.now;
    const queued = Object.entries(shown.queue).map(([id, { step, limitAt }]) => `${id}${step}${limitAt}`);
    return [ordersOpen, ordersOverdue, alerts, told.map(([seq]) => seq), queued].join();
  });

  function refresh(): void {
    void queue.refresh();
    void order.refresh();
  }
  watch(pulse, (_now, before) => {
    if (before !== '') refresh();
  });
  watch(
    () => board.connection,
    (now) => {
      if (now === 'live') refresh();
    },
  );
  useInterval(refresh, lookMs);
}
