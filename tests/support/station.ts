/** Sound events of the stations of 淳安县, each under a name of its own. */
import { centerSite } from './server.ts';

export type StationEvent = Record<string, unknown> & { id: string };

let count = 0;

/** An event that the server accepts, unless `more` makes it another one. */
export function eventOf(type: string, data: Record<string, unknown>, more: Record<string, unknown> = {}) {
  count += 1;
  const id = `e-${process.pid}-${count}`;
  const { site = centerSite, ...attributes } = more;
  const event = {
    specversion: '1.0',
    id,
    source: `/sites/${String(site)}`,
    type,
    time: new Date().toISOString(),
    data,
    ...attributes,
  };
  return event as StationEvent;
}

/** A thing's name that nothing else has. */
export const freshId = (kind: string): string => {
  count += 1;
  return `${kind}-${process.pid}-${count}`;
};

export const started = (site: string, title = '文艺演出'): StationEvent =>
  eventOf('activity.started', { activityId: freshId('a'), title, category: 'culture' }, { site });

export const ended = (site: string, beneficiaries: number): StationEvent =>
  eventOf('activity.ended', { activityId: freshId('a'), beneficiaries }, { site });

export const served = (site: string, minutes: number): StationEvent =>
  eventOf('service.recorded', { recordId: freshId('r'), volunteerId: freshId('v'), minutes }, { site });

export const placed = (site: string): StationEvent =>
  eventOf(
    'order.placed',
    { orderId: freshId('o'), kind: 'service', category: 'culture', title: '想看一场戏' },
    { site },
  );
