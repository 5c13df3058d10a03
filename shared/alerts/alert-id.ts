/**
 * Names of alerts as boards carry them: `<rule>:<county>:<order>` and `<rule>:<county>:<thing>` where one thing is the
 * cause, `<rule>:<town or site>` where a rule has one alert for each town.
 */
import type { AlertRule } from '../board/board.ts';
import { kindOfThing, orderThing } from '../domain/thing.ts';

const ofOrders: ReadonlySet<string> = new Set<AlertRule>(['order-unanswered', 'order-overdue', 'low-rating']);
const ofThings: ReadonlySet<string> = new Set<AlertRule>([
  'source-stale',
  'open-check-in',
  'implausible-hours',
]);
const ofPlaces: ReadonlySet<string> = new Set<AlertRule>(['site-silent', 'platform-gap']);

export const thingAlertId = (rule: AlertRule, county: string, thing: string): string =>
  `${rule}:${county}:${kindOfThing(thing) === 'order' ? thing.slice('order:'.length) : thing}`;

export const placeAlertId = (rule: AlertRule, place: string): string => `${rule}:${place}`;

export type AlertName =
  | { rule: AlertRule; county: string; thing: string }
  /** Code of a town, or of a site without one. */
  | { rule: AlertRule; place: string };

/** What an alert is about; undefined where the text names none. */
export function parseAlertId(id: string): AlertName | undefined {
  const [, rule = '', rest = ''] = /^([a-z-]+):(.+)$/s.exec(id) ?? [];
  if (ofPlaces.has(rule)) return { rule: rule as AlertRule, place: rest };
  const [, county = '', name = ''] = /^(\d{6}):(.+)$/s.exec(rest) ?? [];
  if (name === '') return undefined;
  if (ofOrders.has(rule)) return { rule: rule as AlertRule, county, thing: orderThing(name) };
  return ofThings.has(rule) ? { rule: rule as AlertRule, county, thing: name } : undefined;
}
