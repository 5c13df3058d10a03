import type { JournalEvent } from '../events/journal-event.ts';
import { ofType } from './join.ts';

/** One granting or redemption of points; each event is a thing by itself. */
export interface PointsEntry {
  kind: 'points';
  id: string;
  site: string;
  volunteer: string;
  granted: boolean;
  points: number;
  at: number;
}

export function joinPoints(events: readonly JournalEvent[]): PointsEntry | undefined {
  const [event] = [...ofType(events, 'points.granted'), ...ofType(events, 'points.redeemed')];
  return (
    event && {
      kind: 'points',
      id: event.id,
      site: event.site,
      volunteer: event.data.volunteerId,
      granted: event.type === 'points.granted',
      points: event.data.points,
      at: event.at,
    }
  );
}
