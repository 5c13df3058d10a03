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
  /** The places are several counties: which one is said wherever there is room. */
  several: ComputedRef<boolean>;
  open(line: QueueLine): void;
} {
  const board = useBoard();
  const clock = useClock();
  const county = useCounty();
  const page = usePage();
  const now = computed(() => Math.floor(clock.now / stepMs) * stepMs);
  return {
    lines: computed(() => queueLines(board.calm?.queue ?? {}, now.value, page.aboveCounty)),
    // Above a county the title has the town already.
    placeOf: ({ town, site }) =>
      county.isArea ? county.aroundName({ site }) : county.fullName(town ?? site),
    several: computed(() => county.isArea),
    open: ({ id, site }) => page.openItem({ kind: 'order', id, site }),
  };
}
