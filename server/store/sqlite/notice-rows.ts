/** The outbox of notices. */
import { given } from '../../../shared/measures/contribution-context.ts';
import type { NoticeResult, NoticeRow, NoticeState } from '../store.ts';
import type { Connection } from './connection.ts';

type Row = [
  id: string,
  body: string,
  createdAt: number,
  attempts: number,
  nextAt: number | null,
  deliveredAt: number | null,
  lastError: string | null,
];

const columns = 'id, body, created_at, attempts, next_at, delivered_at, last_error';

const noticeOf = ([id, body, createdAt, attempts, nextAt, deliveredAt, lastError]: Row): NoticeRow => ({
  ...{ id, body, createdAt, attempts },
  ...given('nextAt', nextAt ?? undefined),
  ...given('deliveredAt', deliveredAt ?? undefined),
  ...given('lastError', lastError ?? undefined),
});

export const addNotices = (
  connection: Connection,
  notices: readonly Pick<NoticeRow, 'id' | 'body' | 'createdAt'>[],
): number =>
  connection.write(() =>
    notices.reduce(
      (added, { id, body, createdAt }) =>
        added +
        connection.run(
          `insert into notice values (?, ?, ?, 0, ?, null, null) on conflict (id) do nothing`,
          id,
          body,
          createdAt,
          createdAt,
        ),
      0,
    ),
  );

export const noticesDue = (connection: Connection, now: number, limit: number): NoticeRow[] =>
  connection
    .all<Row>(`select ${columns} from notice where next_at <= ? order by next_at, id limit ?`, now, limit)
    .map(noticeOf);

const conditions: Record<NoticeState, string> = {
  waiting: 'next_at is not null',
  delivered: 'delivered_at is not null',
  dead: 'next_at is null and delivered_at is null',
};

export const noticesOf = (
  connection: Connection,
  { state }: { state?: NoticeState },
  limit: number,
): NoticeRow[] =>
  connection
    .all<Row>(
      `select ${columns} from notice where ${state ? conditions[state] : 'true'} order by created_at desc, id limit ?`,
      limit,
    )
    .map(noticeOf);

export const claimNotice = (
  connection: Connection,
  { id, nextAt }: Pick<NoticeRow, 'id' | 'nextAt'>,
  until: number,
): boolean =>
  nextAt !== undefined &&
  connection.run('update notice set next_at = ? where id = ? and next_at = ?', until, id, nextAt) > 0;

export function settleNotice(connection: Connection, id: string, result: NoticeResult): void {
  if ('deliveredAt' in result)
    connection.run(
      'update notice set delivered_at = ?, next_at = null, last_error = null where id = ?',
      result.deliveredAt,
      id,
    );
  else
    connection.run(
      'update notice set attempts = ?, next_at = ?, last_error = ? where id = ? and delivered_at is null',
      result.attempts,
      result.nextAt ?? null,
      result.error,
      id,
    );
}

export const retryNotice = (connection: Connection, id: string, now: number): boolean =>
  connection.run(
    'update notice set attempts = 0, next_at = ? where id = ? and delivered_at is null',
    now,
    id,
  ) > 0;

export const forgetNotices = (connection: Connection, deliveredBefore: number): number =>
  connection.run('delete from notice where delivered_at < ?', deliveredBefore);
