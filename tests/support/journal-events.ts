/** Journal events as short as a test can say them. */
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { EventData, JournalEventType } from '../../shared/events/registry.ts';

/** Milliseconds of a time on the county's wall clock: `2026-11-22 09:00` in Asia/Shanghai. */
export const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);

/** An event of a site; its id is made of what it says unless it is given. */
export function event<T extends JournalEventType>(
  type: T,
  site: string,
  time: string | number,
  data: EventData<T>,
  id?: string,
): JournalEvent<T> {
  const at = typeof time === 'number' ? time : local(time);
  const name = id ?? `${type} ${at} ${JSON.stringify(data)}`;
  // The type of `data` follows from `type`, which the compiler cannot see through the union.
  return { seq: 1, source: `/sites/${site}`, id: name, site, type, at, data } as unknown as JournalEvent<T>;
}

/** All orders of a short list. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
