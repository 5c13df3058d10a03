/** What is kept for a while. */
import type { PassingRow } from '../store.ts';
import { Conditions } from './conditions.ts';
import type { Connection } from './connection.ts';

type Fields = [kind: string, name: string, rev: number, body: string, until: number];

export async function passingOf(connection: Connection, kind: string, name?: string): Promise<PassingRow[]> {
  const where = new Conditions().add('kind = ?', kind);
  if (name !== undefined) where.add('name = ?', name);
  const rows = await connection.all<Fields>(
    `select kind, name, rev, body, until from passing where ${where.sql} order by name`,
    ...where.values,
  );
  return rows.map(([kind, name, rev, body, until]) => ({ kind, name, rev, body, until }));
}

export async function putPassing(
  connection: Connection,
  { kind, name, rev, body, until }: PassingRow,
): Promise<boolean> {
  const put =
    rev === 1
      ? connection.run(
          'insert into passing values ($1, $2, 1, $3, $4) on conflict do nothing',
          ...[kind, name, body, until],
        )
      : connection.run(
          'update passing set rev = $1, body = $2, until = $3 where kind = $4 and name = $5 and rev = $6',
          ...[rev, body, until, kind, name, rev - 1],
        );
  return (await put) > 0;
}

export async function dropPassing(
  connection: Connection,
  kind: string,
  name: string,
  rev?: number,
): Promise<boolean> {
  const dropped = await connection.run(
    'delete from passing where kind = $1 and name = $2 and rev = coalesce($3, rev)',
    kind,
    name,
    rev ?? null,
  );
  return dropped > 0;
}

export const forgetPassing = (connection: Connection, overBefore: number): Promise<number> =>
  connection.run('delete from passing where until < $1', overBefore);
