import { type ComputedRef, computed } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useClock } from '../../stores/clock.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import { type QueueLine, queueLines } from './queue-lines.ts';

const stepMs = 10_000;

/** The open orders with least time left, and where each of them is. */
export function useQueue(): {
  lines: ComputedRef<QueueLine[]>;
  placeOf(line: QueueLine): string;
  open(line: QueueLine): void;
} {
  const board = useBoard();
  const clock = useClock();
  const county = useCounty();
  const page = usePage();
  const now = computed(() => Math.floor(clock.now / stepMs) * stepMs);
  return {
    lines: computed(() => queueLines(board.calm?.queue ?? {}, now.value, page.aboveCounty)),
    placeOf: ({ town, site }) => county.fullName(town ?? site),
    open: ({ id, site }) => page.openItem({ kind: 'order', id, site }),
  };
}
