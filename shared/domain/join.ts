/** Which of several events of one kind counts [J1–J3]; the order in which they came never matters. */

import type { JournalEvent } from '../events/journal-event.ts';
import type { JournalEventType } from '../events/registry.ts';

type OfType<T extends JournalEventType> = Extract<JournalEvent, { type: T }>;
type Named = Pick<JournalEvent, 'at' | 'source' | 'id'>;

/** Order of two texts by their UTF-8 bytes, which is the order of their code points. */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const name = (event: Named): string => `${event.source} ${event.id}`;

/** [J3] Among equal times the greater name wins, whichever way time is compared. */
const greaterName = <E extends Named>(a: E, b: E): E => (compareUtf8(name(a), name(b)) >= 0 ? a : b);

/** [J1] The event that counts where one may occur once: the earliest. */
export const earliest = <E extends Named>(events: readonly E[]): E | undefined =>
  events.length === 0
    ? undefined
    : events.reduce((best, next) =>
        next.at === best.at ? greaterName(best, next) : next.at < best.at ? next : best,
      );

/** [J2] The event that counts where a later one replaces an earlier one: the latest. */
export const latest = <E extends Named>(events: readonly E[]): E | undefined =>
  events.length === 0
    ? undefined
    : events.reduce((best, next) =>
        next.at === best.at ? greaterName(best, next) : next.at > best.at ? next : best,
      );

/** The events of one type, with their type known. */
export const ofType = <T extends JournalEventType>(events: readonly JournalEvent[], type: T): OfType<T>[] =>
  events.filter((event): event is OfType<T> => event.type === type);

/** The value of the newest event that carries one [J5]. */
export function newestValue<E extends Named, V>(
  events: readonly E[],
  read: (event: E) => V | undefined,
): V | undefined {
  const winner = latest(events.filter((event) => read(event) !== undefined));
  return winner && read(winner);
}
