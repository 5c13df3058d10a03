/** Things: what events are about. Each is the join of all its events, and has one key within its county. */
import type { EventData, JournalEventType } from '../events/registry.ts';

export type ThingKind =
  | 'activity'
  | 'record'
  | 'order'
  | 'volunteer'
  | 'project'
  | 'points'
  | 'site'
  | 'town'
  /** What operators have said of an alert, by its name on boards. */
  | 'alert';

/** Events that change nothing but when their site was last heard, or another event. */
type SignalKind = 'heartbeat' | 'retraction';

const key = (kind: ThingKind | SignalKind, ...names: string[]): string => [kind, ...names].join(':');

export const siteThing = (site: string): string => key('site', site);

export const townThing = (town: string): string => key('town', town);

export const orderThing = (id: string): string => key('order', id);

export const activityThing = (site: string, id: string): string => key('activity', site, id);

export const recordThing = (site: string, id: string): string => key('record', site, id);

export const alertThing = (alertId: string): string => key('alert', alertId);

export const kindOfThing = (thing: string): string => thing.slice(0, thing.indexOf(':'));

/**
 * Key of the thing an event belongs to. Activities and records are things of their site; orders, volunteers and
 * projects are unique in a county; a points event is a thing by itself. What the desk does belongs to its order, its
 * alert, or the thing that it confirms.
 */
export function thingOf<T extends JournalEventType>(
  type: T,
  site: string,
  eventId: string,
  data: EventData<T>,
): string {
  const family = type.slice(0, type.indexOf('.'));
  if (type === 'event.retracted') return key('retraction', site, eventId);
  if (type === 'site.heartbeat') return key('heartbeat', site);
  if (family === 'points') return key('points', site, eventId);
  if ('alertId' in data) return alertThing(data.alertId);
  if ('thing' in data) return data.thing;
  if ('orderId' in data && (family === 'order' || family === 'desk')) return orderThing(data.orderId ?? '');
  if ('recordId' in data) return recordThing(site, data.recordId);
  if ('activityId' in data && data.activityId !== undefined) return activityThing(site, data.activityId);
  if ('projectId' in data) return key('project', data.projectId);
  if ('volunteerId' in data) return key('volunteer', data.volunteerId);
  throw new Error(`no thing for ${type}`);
}
