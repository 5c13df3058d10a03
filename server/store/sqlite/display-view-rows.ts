/** What displays are to show. */
import type { DisplayViewRow } from '../store.ts';
import type { Connection } from './connection.ts';

export const displayViewsOf = (connection: Connection): DisplayViewRow[] =>
  connection
    .all<[string, number, string]>('select display, rev, body from display_view order by display')
    .map(([display, rev, body]) => ({ display, rev, body }));

export function putDisplayViews(connection: Connection, views: readonly DisplayViewRow[]): void {
  connection.write(() => {
    for (const { display, rev, body } of views)
      connection.run(
        `insert into display_view values (?, ?, ?)
         on conflict (display) do update set rev = excluded.rev, body = excluded.body where excluded.rev > rev`,
        display,
        rev,
        body,
      );
  });
}
