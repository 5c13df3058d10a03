/** Alerts whose cause has gone lately. They are told by the things themselves: no list of them is kept. */
import { thingAlertId } from '../../shared/alerts/alert-id.ts';
import { closedMeasure } from '../../shared/alerts/alert-rule.ts';
import { alertEndings } from '../../shared/alerts/registry.ts';
import { activityTitle, orderTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { addDays, dayOf, formatInstant } from '../../shared/domain/time.ts';
import { Moment } from '../../shared/measures/moment.ts';
import type { ClosedAlert } from '../../shared/wire/desk.ts';
import type { ContributionRow, ReadTransaction } from '../store/store.ts';

const keptDays = 7;
const limit = 200;

function titleOf(thing: Thing, register: Register): string {
  if (thing.kind === 'order') return orderTitle(thing, register);
  if (thing.kind === 'activity') return activityTitle(thing, register);
  return register.site(thing.site)?.name ?? thing.site;
}

function closedOf(
  row: ContributionRow,
  body: string | undefined,
  register: Register,
  asOf: number,
): ClosedAlert[] {
  if (body === undefined) return [];
  const thing = JSON.parse(body) as Thing;
  const endings = alertEndings(thing, { register, moment: new Moment(asOf) });
  return endings
    .filter(({ rule, at }) => rule === row.key && at === row.at)
    .map(({ rule, since, at, cause }) => ({
      id: thingAlertId(rule, register.code, row.thing),
      rule,
      title: titleOf(thing, register),
      scope: thing.kind === 'order' && row.town !== undefined ? `area:${row.town}` : `site:${row.site}`,
      since: formatInstant(since),
      closedAt: formatInstant(at),
      cause,
    }));
}

/** Those of the last days, the newest first. */
export async function closedAlerts(
  view: ReadTransaction,
  register: Register,
  asOf: number,
): Promise<ClosedAlert[]> {
  const today = dayOf(asOf, register.timeZone);
  const span = { from: addDays(today, 1 - keptDays), to: addDays(today, 1) };
  const rows = await view.contributions(register.code, { measure: closedMeasure, span }, { limit });
  const bodies = await view.entities(
    rows.map(({ thing }) => thing),
    register.code,
  );
  return rows.flatMap((row) => closedOf(row, bodies.get(row.thing)?.body, register, asOf));
}
