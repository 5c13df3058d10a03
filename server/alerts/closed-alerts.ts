/** Alerts whose cause has gone lately: no list of them is kept, they follow from the things and from what came. */
import { thingAlertId } from '../../shared/alerts/alert-id.ts';
import { closedMeasure } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions, alertEndings } from '../../shared/alerts/registry.ts';
import { activityTitle, orderTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import { saidBy } from '../../shared/domain/alert-handling.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { alertThing } from '../../shared/domain/thing.ts';
import { addDays, dayOf, formatInstant } from '../../shared/domain/time.ts';
import { Moment } from '../../shared/measures/moment.ts';
import type { AlertsAnswer, ClosedAlert } from '../../shared/wire/desk.ts';
import type { ContributionRow, ReadTransaction } from '../store/store.ts';
import { readSaid, saidOf } from './desk-alerts.ts';
import type { EndedAlert, EndedSpan } from './ended.ts';
import { endedByActivities, endedStale } from './ended-quiet.ts';

const keptDays = 7;
/** Of each rule. */
const limit = 200;

function titleOf(thing: Thing, register: Register): string {
  if (thing.kind === 'order') return orderTitle(thing, register);
  if (thing.kind === 'activity') return activityTitle(thing, register);
  return register.site(thing.site)?.name ?? thing.site;
}

function endedOf(
  row: ContributionRow,
  body: string | undefined,
  register: Register,
  asOf: number,
): EndedAlert[] {
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
      ...{ since, at, cause },
    }));
}

/** Those that their things tell of. */
async function endedThings(
  view: ReadTransaction,
  register: Register,
  asOf: number,
  span: EndedSpan,
): Promise<EndedAlert[]> {
  const { code } = register;
  const rows: ContributionRow[] = [];
  for (const { rule } of alertDefinitions) {
    const filter = { measure: closedMeasure, span, key: rule };
    rows.push(...(await view.contributions(code, filter, { limit: limit + 1 })));
  }
  const bodies = await view.entities(
    rows.map(({ thing }) => thing),
    code,
  );
  return rows.flatMap((row) => endedOf(row, bodies.get(row.thing)?.body, register, asOf));
}

const newestFirst = (a: EndedAlert, b: EndedAlert): number =>
  b.at - a.at || (a.id < b.id ? -1 : Number(a.id > b.id)) || (a.scope < b.scope ? -1 : 1);

/** Those of the last days, with what was said of each while it stood. */
export async function closedAlerts(
  view: ReadTransaction,
  register: Register,
  asOf: number,
  withText: boolean,
): Promise<Pick<AlertsAnswer, 'closed' | 'moreClosed'>> {
  const today = dayOf(asOf, register.timeZone);
  const span = { from: addDays(today, 1 - keptDays), to: addDays(today, 1) };
  const ended = [
    ...(await endedThings(view, register, asOf, span)),
    ...(await endedByActivities(view, register, span)),
    ...(await endedStale(view, register, span)),
  ].sort(newestFirst);
  const counts = new Map<string, number>();
  const told = ended.filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    return count <= limit;
  });
  const ids = told.map(({ id }) => id);
  const { handlings, texts } = await readSaid(view, register.code, ids, withText);
  const closed = told.map(({ since, at, ...alert }): ClosedAlert => {
    const handling = handlings.get(alertThing(alert.id));
    return {
      ...alert,
      since: formatInstant(since),
      closedAt: formatInstant(at),
      ...saidOf(handling && saidBy(handling, at), since, at, texts),
    };
  });
  return { closed, moreClosed: told.length < ended.length };
}
