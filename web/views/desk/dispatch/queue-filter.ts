/** What the queue is narrowed to, as the address of the page has it. */
import { computed } from 'vue';
import type { QueueStep } from '../../../../shared/board/board.ts';
import type { QueueQuery } from '../../../../shared/wire/desk.ts';
import { useQuery } from '../../../stores/query.ts';

export type QueueFilter = Omit<QueueQuery, 'county' | 'limit' | 'cursor'>;

const steps: readonly QueueStep[] = ['placed', 'offered', 'accepted'];
const onlys = ['overdue', 'urgent', 'low-rating'] as const;

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined =>
  values.find((value) => value === text);

export function useQueueFilter() {
  const query = useQuery();
  const filter = computed<QueueFilter>(() => {
    const [step, only] = [oneOf(steps, query.read('step')), oneOf(onlys, query.read('only'))];
    const [town, category, search] = [query.read('town'), query.read('category'), query.read('q').trim()];
    return {
      ...(step && { step }),
      ...(only && { only }),
      ...(town !== '' && { town }),
      ...(category !== '' && { category }),
      ...(search !== '' && { search }),
    };
  });
  const narrowed = computed(() => Object.keys(filter.value).length > 0);

  function set(name: 'step' | 'only' | 'town' | 'category' | 'q', value: string): void {
    query.write(name, value);
  }

  function clear(): void {
    for (const name of ['step', 'only', 'town', 'category', 'q']) query.write(name, '');
  }

  return { filter, narrowed, set, clear };
}
