/** What the stations of the small county send in a simulation: as a seed has it, so that everything collides. */
import fc from 'fast-check';
import type { Random } from '../../../mock/simulation/random.ts';
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import { journalsAt } from '../../property/journals.ts';
import type { Sent } from '../resending-station.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How wrong the clocks of stations are; what is more than five minutes ahead is refused. */
const skews = [0, 0, 0, -2 * minute, -26 * hour, -40 * 24 * hour, 4 * minute, 12 * minute];

const faulty = (id: string): Sent[] => [
  { id, source: '/sites/A1', type: 'activity.flown', time: new Date().toISOString(), data: {} },
  {
    id,
    source: '/sites/A1',
    type: 'activity.ended',
    time: new Date().toISOString(),
    data: { activityId: 7 },
  },
  { id, source: '/sites/nowhere', type: 'site.heartbeat', time: new Date().toISOString(), data: {} },
  { source: '/sites/A1', type: 'site.heartbeat', time: new Date().toISOString(), data: {} },
];

/** As a station sends it; ids of several journals do not meet, and things do. */
function sentOf({ source, id, type, at, data }: JournalEvent, prefix: string): Sent {
  const named = type === 'event.retracted' ? { ...data, eventId: prefix + data.eventId } : data;
  return { id: prefix + id, source, type, time: new Date(at).toISOString(), data: named };
}

/** One request of a station, and by how many it is sent at the same time. */
export interface Delivery {
  events: Sent[];
  copies: number;
  /** Before it is sent (ms). */
  pauseMs: number;
}

/**
 * Deliveries of some journals, shuffled: late, out of order, repeated, with members that are no good. Each holds points
 * of its own, so that figures tell how far a board has come.
 */
export function deliveriesOf(seed: number, random: Random, count = 20): Delivery[] {
  const journals = fc.sample(journalsAt(fc.constant({ zone: 'Asia/Shanghai', clock: Date.now() })), {
    seed,
    numRuns: count,
  });
  const all = journals.flatMap(({ events }, index) => {
    const skew = random.pick(skews);
    return events
      .filter(({ type }) => !type.startsWith('desk.'))
      .map((event) => sentOf({ ...event, at: event.at + skew }, `${seed}-${index}-`));
  });
  const waiting = random.shuffled(all);
  const deliveries: Delivery[] = [];
  for (let number = 0; waiting.length > 0; number += 1) {
    const events = waiting.splice(0, random.pick([1, 1, 2, 3, 5, 9]));
    const name = `${seed}-d${number}`;
    events.push({
      ...{ id: `${name}-points`, source: '/sites/C', type: 'points.granted', time: new Date().toISOString() },
      data: { volunteerId: 'v', points: random.whole(1, 9) },
    });
    if (random.chance(0.2)) events.push(random.pick(faulty(`${name}-faulty`)));
    if (random.chance(0.3)) events.push(random.pick(events));
    deliveries.push({
      events: random.shuffled(events),
      copies: random.pick([1, 1, 2, 3]),
      pauseMs: random.whole(0, 300),
    });
  }
  // What was delivered long ago comes once more.
  for (const delivery of deliveries.filter(() => random.chance(0.1)))
    deliveries.splice(random.whole(0, deliveries.length), 0, { ...delivery, copies: 1 });
  return deliveries;
}
