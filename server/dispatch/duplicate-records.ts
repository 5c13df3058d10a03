/** Service records that look as if one service had been reported twice. Pure. */
import { compareUtf8 } from '../../shared/domain/join.ts';
import { type NamedRecord, stretchOf } from '../../shared/domain/served.ts';
import type { ServiceRecord } from '../../shared/domain/service-record.ts';
import { dayOf } from '../../shared/domain/time.ts';

/** The doubt that an operator finds groundless. */
export const duplicateRecordRule = 'duplicate-record';

/** Clocks and typing differ by so much for one and the same service. */
const closeMs = 15 * 60_000;

const wordOf = ({ checkIn, recorded }: ServiceRecord) => checkIn ?? recorded;

function isRepetition(one: ServiceRecord, other: ServiceRecord): boolean {
  const [first, second] = [stretchOf(one), stretchOf(other)];
  if (first && second)
    return Math.abs(first.from - second.from) <= closeMs && Math.abs(first.to - second.to) <= closeMs;
  // Minutes that were entered late have no hour: the same ones for the same activity are the same service.
  const [entered, again] = [one.recorded, other.recorded];
  if (first || second || !entered || !again) return false;
  return (
    entered.minutes === again.minutes && entered.activity !== undefined && entered.activity === again.activity
  );
}

/** Pairs of one volunteer’s records on one day, the later one first; what was confirmed or revoked is none. */
export function duplicateRecords(
  records: readonly NamedRecord[],
  timeZone: string,
): { later: NamedRecord; earlier: NamedRecord }[] {
  const groups = new Map<string, NamedRecord[]>();
  for (const named of records) {
    const word = wordOf(named.record);
    if (!word || named.record.revokedAt !== undefined) continue;
    const key = `${dayOf(word.at, timeZone)} ${word.volunteer}`;
    groups.set(key, [...(groups.get(key) ?? []), named]);
  }
  return [...groups.values()].flatMap((group) => {
    const ordered = [...group].sort(
      (a, b) => (wordOf(a.record)?.at ?? 0) - (wordOf(b.record)?.at ?? 0) || compareUtf8(a.thing, b.thing),
    );
    return ordered.flatMap((later, n) => {
      if (later.record.confirmed?.[duplicateRecordRule] !== undefined) return [];
      const earlier = ordered.slice(0, n).find(({ record }) => isRepetition(record, later.record));
      return earlier ? [{ later, earlier }] : [];
    });
  });
}
