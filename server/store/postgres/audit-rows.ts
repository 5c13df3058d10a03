/** The audit log: appended in a chain of hashes, read by filters. */
import { auditHash, chainStart, storable } from '../audit-chain.ts';
import type { AuditEntry, AuditFilter, AuditHead, AuditRow } from '../store.ts';
import { Conditions } from './conditions.ts';
import type { Connection, SqlValue } from './connection.ts';

const columns = 'n, at, actor, action, target, address, result, hash';
type Fields = [number, number, string, string, string | null, string | null, string, string | null];

function rowOf([n, at, actor, action, target, from, result, hash]: Fields): AuditRow {
  const row: AuditRow = { n, at, actor, action, result };
  if (target !== null) row.target = target;
  if (from !== null) row.from = from;
  if (hash !== null) row.hash = hash;
  return row;
}

export async function auditAfter(connection: Connection, n: number, limit: number): Promise<AuditRow[]> {
  const rows = await connection.all<Fields>(
    `select ${columns} from audit where n > $1 order by n limit $2`,
    n,
    limit,
  );
  return rows.map(rowOf);
}

export async function auditHead(connection: Connection): Promise<AuditHead | undefined> {
  const row = await connection.one<[string]>(`select value from meta where name = 'audit'`);
  const [n, hash] = row?.[0].split(' ') ?? [];
  return n === undefined || hash === undefined ? undefined : { n: Number(n), hash };
}

/** The hash that the next row follows. */
async function lastOf(connection: Connection): Promise<AuditHead> {
  const last = await connection.one<[number, string | null]>(
    'select n, hash from audit order by n desc limit 1',
  );
  return { n: last?.[0] ?? 0, hash: last?.[1] ?? chainStart };
}

/** One goes on with the chain at a time, so the end of it is read once nobody else may. */
export async function addAudit(
  connection: Connection,
  entries: readonly AuditEntry[],
): Promise<AuditHead | undefined> {
  if (entries.length === 0) return auditHead(connection);
  return connection.write(async () => {
    await connection.execute('lock table audit in share row exclusive mode');
    let head = await lastOf(connection);
    const rows = entries.map(storable).map((entry) => {
      const n = head.n + 1;
      head = { n, hash: auditHash(head.hash, n, entry) };
      return { ...entry, ...head };
    });
    await connection.run(
      `insert into audit (${columns}) select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[],
        $5::text[], $6::text[], $7::text[], $8::text[])`,
      rows.map(({ n }) => n),
      rows.map(({ at }) => at),
      rows.map(({ actor }) => actor),
      rows.map(({ action }) => action),
      rows.map(({ target }) => target ?? null),
      rows.map(({ from }) => from ?? null),
      rows.map(({ result }) => result),
      rows.map(({ hash }) => hash),
    );
    await connection.run(
      `insert into meta values ('audit', $1) on conflict (name) do update set value = excluded.value`,
      `${head.n} ${head.hash}`,
    );
    return head;
  });
}

/** A text as a part of a `like` pattern with `\\` before what stands for itself. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export async function auditPage(
  connection: Connection,
  { from, to, actor, action, result, search }: AuditFilter,
  { limit, before }: { limit: number; before?: number },
): Promise<AuditRow[]> {
  const conditions: [sql: string, value: SqlValue | undefined][] = [
    ['n < ?', before],
    ['at >= ?', from],
    ['at < ?', to],
    ['actor = ?', actor],
    ['action ilike ?', action === undefined ? undefined : `${literal(action)}%`],
    [result === 'done' ? 'result = ?' : 'result <> ?', result === undefined ? undefined : 'done'],
    [
      `concat_ws(' ', actor, action, target, address, result) ilike ?`,
      search === undefined ? undefined : `%${literal(search)}%`,
    ],
  ];
  const where = new Conditions().add('true');
  for (const [sql, value] of conditions) if (value !== undefined) where.add(sql, value);
  const rows = await connection.all<Fields>(
    `select ${columns} from audit where ${where.sql} order by n desc limit ${where.next}`,
    ...where.values,
    limit,
  );
  return rows.map(rowOf);
}
