/** Kept reports. */
import type { KeptReport, KeptReportHead } from '../store.ts';
import { Conditions } from './conditions.ts';
import type { Connection } from './connection.ts';

const columns = 'id, claim, scope, kind, first_day, last_day, title, made_at, made_by, as_of, seq';

type HeadFields = [
  id: string,
  claim: string | null,
  scope: string,
  kind: string,
  from: string,
  to: string,
  title: string,
  madeAt: number,
  madeBy: string,
  asOf: string,
  seq: number,
];

const headFrom = ([id, claim, scope, kind, from, to, title, madeAt, madeBy, asOf, seq]: HeadFields) => ({
  ...{ id, scope, kind, from, to, title, madeAt, madeBy, asOf, seq },
  ...(claim === null ? {} : { claim }),
});

export function keepReport(connection: Connection, report: KeptReport, most: number): Promise<boolean> {
  const { id, claim, scope, kind, from, to, title, madeAt, madeBy, asOf, seq, body } = report;
  return connection.write(async () => {
    const kept = await connection.run(
      `insert into report (${columns}, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict do nothing`,
      ...[id, claim ?? null, scope, kind, from, to, title, madeAt, madeBy, asOf, seq, body],
    );
    await connection.run(
      `delete from report where claim is null and id not in
        (select id from report where claim is null order by made_at desc, id limit $1)`,
      most,
    );
    return kept > 0;
  });
}

export async function keptReportsOf(
  connection: Connection,
  { scope, claim }: { scope?: string; claim?: string },
  { limit, before }: { limit: number; before?: { madeAt: number; id: string } },
): Promise<KeptReportHead[]> {
  const where = new Conditions().add('true');
  if (scope !== undefined) where.add('scope = ?', scope);
  if (claim !== undefined) where.add('claim = ?', claim);
  if (before) where.add('(made_at < ? or (made_at = ? and id > ?))', before.madeAt, before.madeAt, before.id);
  const rows = await connection.all<HeadFields>(
    `select ${columns} from report where ${where.sql} order by made_at desc, id limit ${where.next}`,
    ...where.values,
    limit,
  );
  return rows.map(headFrom);
}

export async function keptReportOf(connection: Connection, id: string): Promise<KeptReport | undefined> {
  const row = await connection.one<[...HeadFields, body: string]>(
    `select ${columns}, body from report where id = $1`,
    id,
  );
  if (!row) return undefined;
  const [body, ...head] = [row[11], ...row.slice(0, 11)] as [string, ...HeadFields];
  return { ...headFrom(head), body };
}
