/** The queue in pages. */
import type { QueueAnswer, QueueQuery, QueueRow } from '../../../../shared/wire/desk.ts';
import { getQueue } from '../../../api/desk.ts';
import { joinPages } from './queue-rows.ts';

const pageRows = 200;

export interface QueuePart {
  rows: QueueRow[];
  cursor: string | null;
  total: number;
}

const pageOf = (query: QueueQuery, cursor: string | null, again: boolean): Promise<QueueAnswer> =>
  getQueue({ ...query, limit: pageRows, ...(cursor !== null && { cursor }) }, again);

/** As many pages as were shown, so that a list that was scrolled does not shrink. */
export async function readQueue(query: QueueQuery, count: number, again: boolean): Promise<QueuePart> {
  let last = await pageOf(query, null, again);
  const pages = [last.items];
  while (last.cursor !== null && pages.length * pageRows < count) {
    last = await pageOf(query, last.cursor, again);
    pages.push(last.items);
  }
  return { rows: joinPages(pages), cursor: last.cursor, total: last.total };
}

/** What is shown, and the page after it. */
export async function readOn(query: QueueQuery, { rows, cursor }: QueuePart): Promise<QueuePart> {
  const page = await pageOf(query, cursor, true);
  return { rows: joinPages([rows, page.items]), cursor: page.cursor, total: page.total };
}
