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
): Promise<number> =>
  connection.run(
    `insert into notice (id, body, created_at, attempts, next_at)
    select id, body, at, 0, at from unnest($1::text[], $2::text[], $3::bigint[]) n (id, body, at)
    on conflict (id) do nothing`,
    notices.map(({ id }) => id),
    notices.map(({ body }) => body),
    notices.map(({ createdAt }) => createdAt),
  );

export async function noticesDue(connection: Connection, now: number, limit: number): Promise<NoticeRow[]> {
  const rows = await connection.all<Row>(
    `select ${columns} from notice where next_at <= $1 order by next_at, id limit $2`,
    now,
    limit,
  );
  return rows.map(noticeOf);
}

const conditions: Record<NoticeState, string> = {
  waiting: 'next_at is not null',
  delivered: 'delivered_at is not null',
  dead: 'next_at is null and delivered_at is null',
};

export async function noticesOf(
  connection: Connection,
  { state }: { state?: NoticeState },
  limit: number,
): Promise<NoticeRow[]> {
  const rows = await connection.all<Row>(
    `select ${columns} from notice where ${state ? conditions[state] : 'true'}
    order by created_at desc, id limit $1`,
    limit,
  );
  return rows.map(noticeOf);
}

export async function claimNotice(
  connection: Connection,
  { id, nextAt }: Pick<NoticeRow, 'id' | 'nextAt'>,
  until: number,
): Promise<boolean> {
  const claimed = await connection.run(
    'update notice set next_at = $1 where id = $2 and next_at = $3',
    until,
    id,
    nextAt ?? null,
  );
  return claimed > 0;
}

export async function settleNotice(connection: Connection, id: string, result: NoticeResult): Promise<void> {
  if ('deliveredAt' in result)
    await connection.run(
      'update notice set delivered_at = $1, next_at = null, last_error = null where id = $2',
      result.deliveredAt,
      id,
    );
  else
    await connection.run(
      'update notice set attempts = $1, next_at = $2, last_error = $3 where id = $4 and delivered_at is null',
      result.attempts,
      result.nextAt ?? null,
      result.error,
      id,
    );
}

export async function retryNotice(connection: Connection, id: string, now: number): Promise<boolean> {
  const retried = await connection.run(
    'update notice set attempts = 0, next_at = $1 where id = $2 and delivered_at is null',
    now,
    id,
  );
  return retried > 0;
}

export const forgetNotices = (connection: Connection, deliveredBefore: number): Promise<number> =>
  connection.run('delete from notice where delivered_at < $1', deliveredBefore);
