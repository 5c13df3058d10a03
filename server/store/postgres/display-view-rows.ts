/** What displays are to show. */
import type { DisplayViewRow } from '../store.ts';
import type { Connection } from './connection.ts';

export async function displayViewsOf(connection: Connection): Promise<DisplayViewRow[]> {
  const rows = await connection.all<[string, number, string]>(
    'select display, rev, body from display_view order by display',
  );
  return rows.map(([display, rev, body]) => ({ display, rev, body }));
}

export async function putDisplayViews(
  connection: Connection,
  views: readonly DisplayViewRow[],
): Promise<void> {
  await connection.write(async () => {
    for (const { display, rev, body } of views)
      await connection.run(
        `insert into display_view as v values ($1, $2, $3)
        on conflict (display) do update set rev = excluded.rev, body = excluded.body where excluded.rev > v.rev`,
        display,
        rev,
        body,
      );
  });
}
