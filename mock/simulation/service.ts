/** Service records: a volunteer checks in and out, forgets to, or has the time entered later; and earns points. */
import { phrases } from '../content/content.ts';
import type { Random } from './random.ts';
import { dayMs, hourMs, minuteMs, withinHours } from './rhythm.ts';
import type { Occurrence } from './story.ts';
import type { Volunteer, World } from './world.ts';

export interface Service {
  recordId: string;
  site: string;
  volunteer: Pick<Volunteer, 'id' | 'teamId'>;
  from: number;
  to: number;
  activityId?: string;
  orderId?: string;
}

/** How often things go another way than check-in and check-out. */
const enteredByHand = 0.05;
const forgotten = 0.03;
const revoked = 0.004;

export function serviceEvents(world: World, service: Service, random: Random): Occurrence[] {
  const { recordId, site, volunteer, from, to } = service;
  const work = {
    recordId,
    volunteerId: volunteer.id,
    ...(volunteer.teamId && { teamId: volunteer.teamId }),
    ...(service.activityId && { activityId: service.activityId }),
    ...(service.orderId && { orderId: service.orderId }),
  };
  const minutes = Math.max(1, Math.round((to - from) / minuteMs));
  const events: Occurrence[] = [];
  const byHand = random.chance(enteredByHand);
  if (!byHand) events.push({ type: 'volunteer.checked-in', site, at: from, data: work });
  if (byHand || random.chance(forgotten)) {
    const soon = byHand || random.chance(0.85);
    const after = soon ? random.between(2 * hourMs, 2 * dayMs) : random.between(4 * dayMs, 14 * dayMs);
    const at = withinHours(to + after, 8, 18, world.timeZone, random);
    events.push({ type: 'service.recorded', site, at, data: { ...work, minutes: Math.min(minutes, 720) } });
  } else {
    events.push({ type: 'volunteer.checked-out', site, at: to, data: { recordId } });
    if (random.chance(revoked)) {
      const at = withinHours(to + random.between(hourMs, dayMs), 8, 18, world.timeZone, random);
      const reason = random.pick(phrases.recordRevoked);
      events.push({ type: 'service.revoked', site, at, data: { recordId, reason } });
    }
  }
  if (random.chance(world.rates.pointsShare)) events.push(pointsFor(service, minutes, random));
  return events;
}

/** Ten points for an hour begun, once the service is over. */
function pointsFor({ site, volunteer, to }: Service, minutes: number, random: Random): Occurrence {
  const data = {
    volunteerId: volunteer.id,
    points: Math.max(5, Math.ceil(minutes / 60) * 10),
    item: '志愿服务积分',
  };
  return { type: 'points.granted', site, at: to + random.between(1, 40) * minuteMs, data };
}
