/** Open alerts with all that was said of them. */
import { parseAlertId } from '../../shared/alerts/alert-id.ts';
import { severities } from '../../shared/alerts/alert-rule.ts';
import type { Register } from '../../shared/county/register.ts';
import { type AlertHandling, handlingOf, type Said } from '../../shared/domain/alert-handling.ts';
import { alertThing, kindOfThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { DeskAlert } from '../../shared/wire/desk.ts';
import type { EntityRow, ReadTransaction } from '../store/store.ts';
import type { OpenAlert } from './alert-queries.ts';

const itemKinds: ReadonlySet<string> = new Set(['order', 'activity', 'record', 'site']);

/** The one thing that an alert is about. */
function itemOf(thing: EntityRow | undefined): Pick<DeskAlert, 'item'> {
  if (!thing || !itemKinds.has(thing.kind)) return {};
  const kind = thing.kind as NonNullable<DeskAlert['item']>['kind'];
  return { item: { kind, id: thing.id, site: thing.site } };
}

const told = ({ at, by }: Said): { at: string; by: string } => ({ at: formatInstant(at), by });

function textOf(personal: string | undefined): string | undefined {
  const { text } = JSON.parse(personal ?? '{}') as { text?: unknown };
  return typeof text === 'string' ? text : undefined;
}

/** What was said of some alerts, by {@link alertThing} of their ids, with the texts of what was commented. */
export interface SaidOfAlerts {
  handlings: Map<string, AlertHandling>;
  texts: ReadonlyMap<number, string>;
}

export async function readSaid(
  view: ReadTransaction,
  county: string,
  ids: readonly string[],
  withText: boolean,
): Promise<SaidOfAlerts> {
  const handled = await view.entities([...new Set(ids)].map(alertThing), county);
  const handlings = new Map(
    [...handled].map(([key, { body }]) => [key, JSON.parse(body) as AlertHandling] as const),
  );
  const seqs = [...handlings.values()].flatMap(({ comments }) => comments.map(({ seq }) => seq));
  return { handlings, texts: withText ? await view.personal(county, seqs) : new Map() };
}

/** What counts of what was said, for the occurrence that stood since an instant, at another one (ms). */
export function saidOf(
  handling: AlertHandling | undefined,
  since: number,
  at: number,
  texts: ReadonlyMap<number, string>,
): Pick<DeskAlert, 'acknowledged' | 'assigned' | 'snoozed' | 'comments'> {
  if (!handling) return { comments: [] };
  const { acknowledged, assigned, snoozed, comments } = handlingOf(handling, since, at);
  return {
    ...given('acknowledged', acknowledged && told(acknowledged)),
    ...given('assigned', assigned && { ...told(assigned), to: assigned.to }),
    ...given('snoozed', snoozed && { ...told(snoozed), until: formatInstant(snoozed.until) }),
    comments: comments.map((comment) => ({
      seq: comment.seq,
      ...told(comment),
      ...given('text', textOf(texts.get(comment.seq))),
    })),
  };
}

const gravestFirst = (a: OpenAlert, b: OpenAlert): number =>
  severities.indexOf(a.alert.severity) - severities.indexOf(b.alert.severity) ||
  Date.parse(a.alert.since) - Date.parse(b.alert.since) ||
  (a.id < b.id ? -1 : 1);

export async function deskAlerts(
  view: ReadTransaction,
  register: Register,
  open: readonly OpenAlert[],
  withText: boolean,
): Promise<DeskAlert[]> {
  const { code } = register;
  const { asOf } = await view.position(code);
  const ids = open.map(({ id }) => id);
  const keys = ids.map(alertThing);
  const { handlings, texts } = await readSaid(view, code, ids, withText);
  const seen = await view.newestSeqs(code, keys);
  const thingOf = (id: string): string => {
    const name = parseAlertId(id);
    return name && 'thing' in name ? name.thing : '';
  };
  const things = await view.entities(
    open.map(({ id }) => thingOf(id)).filter((thing) => kindOfThing(thing) !== ''),
    code,
  );
  return [...open].sort(gravestFirst).map(({ id, alert }): DeskAlert => {
    const { rule, severity, title, scope, count, since } = alert;
    const key = alertThing(id);
    const town = scope.startsWith('area:') ? scope.slice(5) : register.townOfSite(scope.slice(5));
    const owner = register.responsibleFor(town);
    return {
      ...{ id, rule, severity, title, scope, count, since },
      owner: { code: owner, name: register.site(owner)?.name ?? owner },
      ...itemOf(things.get(thingOf(id))),
      ...saidOf(handlings.get(key), Date.parse(since), asOf, texts),
      seen: seen.get(key) ?? 0,
    };
  });
}
