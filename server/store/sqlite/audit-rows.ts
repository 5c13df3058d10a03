/** The audit log: appended in a chain of hashes, read by filters. */
import { auditHash, chainStart, storable } from '../audit-chain.ts';
import type { AuditEntry, AuditFilter, AuditHead, AuditRow } from '../store.ts';
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

export const auditAfter = (connection: Connection, n: number, limit: number): AuditRow[] =>
  connection.all<Fields>(`select ${columns} from audit where n > ? order by n limit ?`, n, limit).map(rowOf);

export function auditHead(connection: Connection): AuditHead | undefined {
  const [n, hash] =
    connection.one<[string]>(`select value from meta where name = 'audit'`)?.[0].split(' ') ?? [];
  return n === undefined || hash === undefined ? undefined : { n: Number(n), hash };
}

/** The hash that the next row follows; that of rows from before the chain is not with them. */
function lastOf(connection: Connection): AuditHead {
  const [last] = connection.all<Fields>(`select ${columns} from audit order by n desc limit 1`).map(rowOf);
  if (last?.hash !== undefined) return { n: last.n, hash: last.hash };
  const before = connection.all<Fields>(`select ${columns} from audit order by n`).map(rowOf);
  return before.reduce<AuditHead>((head, row) => ({ n: row.n, hash: auditHash(head.hash, row.n, row) }), {
    n: 0,
    hash: chainStart,
  });
}

/** Other processes append too, so the end of the chain is read in the transaction that goes on with it. */
export function addAudit(connection: Connection, entries: readonly AuditEntry[]): AuditHead | undefined {
  if (entries.length === 0) return auditHead(connection);
  return connection.write(() => {
    let head = lastOf(connection);
    for (const entry of entries.map(storable)) {
      const n = head.n + 1;
      head = { n, hash: auditHash(head.hash, n, entry) };
      const { at, actor, action, target = null, from = null, result } = entry;
      const sql = `insert into audit (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`;
      connection.run(sql, n, at, actor, action, target, from, result, head.hash);
    }
    connection.run(`insert or replace into meta values ('audit', ?)`, `${head.n} ${head.hash}`);
    return head;
  });
}

/** A text as a part of a `like` pattern with `\\` before what stands for itself. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export function auditPage(
  connection: Connection,
  { from, to, actor, action, result, search }: AuditFilter,
  { limit, before }: { limit: number; before?: number },
): AuditRow[] {
  const conditions: [sql: string, value: SqlValue | undefined][] = [
    ['n < ?', before],
    ['at >= ?', from],
    ['at < ?', to],
    ['actor = ?', actor],
    [`action like ? escape '\\'`, action === undefined ? undefined : `${literal(action)}%`],
    [result === 'done' ? 'result = ?' : 'result <> ?', result === undefined ? undefined : 'done'],
    [
      `actor || ' ' || action || ' ' || ifnull(target, '') || ' ' || ifnull(address, '') || ' ' || result
        like ? escape '\\'`,
      search === undefined ? undefined : `%${literal(search)}%`,
    ],
  ];
  const asked = conditions.filter(([, value]) => value !== undefined);
  const where = ['true', ...asked.map(([sql]) => sql)].join(' and ');
  const values = asked.map(([, value]) => value ?? null);
  return connection
    .all<Fields>(`select ${columns} from audit where ${where} order by n desc limit ?`, ...values, limit)
    .map(rowOf);
}
