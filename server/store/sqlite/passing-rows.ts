/** What is kept for a while. */
import type { PassingRow } from '../store.ts';
import type { Connection } from './connection.ts';

type Fields = [kind: string, name: string, rev: number, body: string, until: number];

export const passingOf = (connection: Connection, kind: string, name?: string): PassingRow[] =>
  connection
    .all<Fields>(
      `select kind, name, rev, body, until from passing
       where kind = ? and ${name === undefined ? 'true' : 'name = ?'} order by name`,
      ...(name === undefined ? [kind] : [kind, name]),
    )
    .map(([kind, name, rev, body, until]) => ({ kind, name, rev, body, until }));

export const putPassing = (connection: Connection, { kind, name, rev, body, until }: PassingRow): boolean =>
  (rev === 1
    ? connection.run(
        'insert into passing values (?, ?, 1, ?, ?) on conflict do nothing',
        ...[kind, name, body, until],
      )
    : connection.run(
        'update passing set rev = ?, body = ?, until = ? where kind = ? and name = ? and rev = ?',
        ...[rev, body, until, kind, name, rev - 1],
      )) > 0;

export const dropPassing = (connection: Connection, kind: string, name: string, rev?: number): boolean =>
  connection.run(
    'delete from passing where kind = ? and name = ? and rev = ifnull(?, rev)',
    kind,
    name,
    rev ?? null,
  ) > 0;

export const forgetPassing = (connection: Connection, overBefore: number): number =>
  connection.run('delete from passing where until < ?', overBefore);
