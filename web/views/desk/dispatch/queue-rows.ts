/** A queue that is read again while somebody works in it: what is new, what went, and where the eye stays. Pure. */
import type { QueueRow } from '../../../../shared/wire/desk.ts';

export interface QueueChange {
  /** Orders that stand above the anchor now and were not in the list before. */
  newAbove: number;
  /** By how many rows the anchor moved: the list scrolls along, so that it does not move for the eye. */
  moved: number;
}

/** What a list read anew changes for somebody who looks at the row `anchor`. */
export function changeAround(
  before: readonly QueueRow[],
  after: readonly QueueRow[],
  anchor: string | undefined,
): QueueChange {
  const from = before.findIndex(({ id }) => id === anchor);
  const to = after.findIndex(({ id }) => id === anchor);
  if (from < 0 || to < 0) return { newAbove: 0, moved: 0 };
  const known = new Set(before.map(({ id }) => id));
  return { newAbove: after.slice(0, to).filter(({ id }) => !known.has(id)).length, moved: to - from };
}

/**
 * The row to stand on after a list was read anew: the same one, or where it has gone the one that took its place, so
 * that the next key goes on from there.
 */
export function keptSelection(
  before: readonly QueueRow[],
  after: readonly QueueRow[],
  selected: string | undefined,
): string | undefined {
  if (selected === undefined || after.some(({ id }) => id === selected)) return selected;
  const place = before.findIndex(({ id }) => id === selected);
  if (place < 0) return undefined;
  const there = new Set(after.map(({ id }) => id));
  const next = before.slice(place + 1).find(({ id }) => there.has(id));
  const last = [...before.slice(0, place)].reverse().find(({ id }) => there.has(id));
  return next?.id ?? last?.id;
}

/** The row so many steps away, held at the ends. */
export function stepFrom(
  rows: readonly QueueRow[],
  selected: string | undefined,
  steps: number,
): string | undefined {
  const place = rows.findIndex(({ id }) => id === selected);
  const next = place < 0 ? (steps > 0 ? 0 : rows.length - 1) : place + steps;
  return rows[Math.min(rows.length - 1, Math.max(0, next))]?.id;
}

/** Pages of a queue put together: an order that moved between two of them stands once. */
export function joinPages(pages: readonly (readonly QueueRow[])[]): QueueRow[] {
  const rows = new Map<string, QueueRow>();
  for (const page of pages) for (const row of page) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}
