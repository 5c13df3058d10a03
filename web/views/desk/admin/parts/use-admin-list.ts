/** A list of the administration, read when it is opened and from then on by itself. */
import { shallowRef } from 'vue';
import { useInterval } from '../../../../motion/use-interval.ts';
import { onceAtATime } from '../../parts/once-at-a-time.ts';
import { useReading } from '../../parts/use-reading.ts';

const lookMs = 30_000;

/** What was made last is what is looked for. */
export const newestFirst = <T extends { createdAt: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));

export function useAdminList<T>(ask: (unattended: boolean) => Promise<T[]>) {
  const { state, fault, stale, read } = useReading();
  const items = shallowRef<T[]>([]);

  const refresh = onceAtATime(async () => {
    const next = await read(ask);
    if (next) items.value = next;
  });
  void refresh();
  useInterval(() => void refresh(), lookMs);

  return { items, state, fault, stale, refresh };
}
