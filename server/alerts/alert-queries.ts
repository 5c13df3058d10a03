/** What the desk reads of alerts, for the reader thread: each query is one view of the store. */
import { parseAlertId } from '../../shared/alerts/alert-id.ts';
import { alertMeasure } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions } from '../../shared/alerts/registry.ts';
import type { BoardAlert } from '../../shared/board/board.ts';
import type { Register } from '../../shared/county/register.ts';
import { period } from '../../shared/measures/cell.ts';
import type { AlertsAnswer } from '../../shared/wire/desk.ts';
import type { ReadTransaction, Store } from '../store/store.ts';
import { closedAlerts } from './closed-alerts.ts';
import { deskAlerts } from './desk-alerts.ts';

export interface OpenAlert {
  id: string;
  alert: BoardAlert;
}

export interface AlertQueryOptions {
  store: Pick<Store, 'read'>;
  register: (view: ReadTransaction, county: string) => Promise<Register>;
  /** The alerts of a county as its board has them, so many of each rule. */
  openAlerts: (view: ReadTransaction, register: Register, perRule: number) => Promise<OpenAlert[]>;
}

/** Requests and answers can pass between threads. Counties are known to exist. */
export interface AlertQueries {
  /** `withText`: with what was commented. */
  deskAlerts(request: { county: string; withText: boolean }): Promise<AlertsAnswer>;
  /** Whether the cause of an alert stands. */
  alertStands(request: { county: string; alertId: string }): Promise<boolean>;
}

/** More than anybody works off in a day; the gravest of each rule come first. */
const perRule = 200;

async function stands(view: ReadTransaction, register: Register, alertId: string): Promise<boolean> {
  const alert = parseAlertId(alertId);
  if (!alert) return false;
  const measure = alertMeasure(alert.rule);
  if ('thing' in alert) {
    if (alert.county !== register.code) return false;
    const found = (await view.contributionsOf(register.code, [alert.thing])).get(alert.thing) ?? [];
    return found.some((contribution) => contribution.measure === measure);
  }
  const { place } = alert;
  if (!register.town(place) && register.site(place)?.town !== undefined) return false;
  const filter = register.town(place) ? { town: place } : { site: place };
  const rows = await view.contributions(register.code, { ...filter, measure, span: 'now' }, { limit: 1 });
  return rows.length > 0;
}

/** Causes of the county that stand: each by itself, or one for each town. */
async function countOf(
  view: ReadTransaction,
  { code }: Register,
  open: readonly OpenAlert[],
): Promise<number> {
  const single = alertDefinitions.filter(({ group }) => group === 'thing').map(({ rule }) => rule);
  const cells = await view.cells(code, [code], single.map(alertMeasure), [period.now]);
  const grouped = open.filter(({ alert }) => !single.includes(alert.rule)).length;
  return cells.reduce((sum, { value }) => sum + value, grouped);
}

export function createAlertQueries({ store, register, openAlerts }: AlertQueryOptions): AlertQueries {
  return {
    deskAlerts: ({ county, withText }) =>
      store.read(async (view) => {
        const known = await register(view, county);
        const open = await openAlerts(view, known, perRule);
        const { asOf } = await view.position(county);
        return {
          items: await deskAlerts(view, known, open, withText),
          total: await countOf(view, known, open),
          ...(await closedAlerts(view, known, asOf, withText)),
          asOf: new Date(asOf).toISOString(),
        };
      }),
    alertStands: ({ county, alertId }) =>
      store.read(async (view) => stands(view, await register(view, county), alertId)),
  };
}
