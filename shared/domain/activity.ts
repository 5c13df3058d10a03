import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { type Confirmations, confirmationsOf } from './confirmed.ts';
import { earliest, latest, newestValue, ofType } from './join.ts';
import { parseInstant } from './time.ts';

/** 活动. Instants are milliseconds. */
export interface Activity {
  kind: 'activity';
  id: string;
  site: string;
  title?: string;
  category?: string;
  platform?: string;
  teamId?: string;
  venue?: string;
  publishedAt?: number;
  plannedStart?: number;
  plannedEnd?: number;
  startedAt?: number;
  cancelledAt?: number;
  ended?: { at: number; participants: number; beneficiaries: number };
  /** Doubts that an operator found groundless [A6]. */
  confirmed?: Confirmations;
}

/** The activity that its events make, in whatever order they came [J1, J2, J3, J5]. */
export function joinActivity(events: readonly JournalEvent[]): Activity | undefined {
  const published = earliest(ofType(events, 'activity.published'));
  const starts = ofType(events, 'activity.started');
  const ended = latest(ofType(events, 'activity.ended'));
  const cancelled = earliest(ofType(events, 'activity.cancelled'));
  const describing = [...ofType(events, 'activity.published'), ...starts];
  const any = describing[0] ?? ended ?? cancelled;
  if (!any) return undefined;
  return withoutAbsent<Activity>({
    kind: 'activity',
    id: any.data.activityId,
    site: any.site,
    title: newestValue(describing, (event) => event.data.title),
    category: newestValue(describing, (event) => event.data.category),
    platform: newestValue(describing, (event) => event.data.platform),
    teamId: newestValue(describing, (event) => event.data.teamId),
    venue: published?.data.venue,
    publishedAt: published?.at,
    plannedStart: published && parseInstant(published.data.plannedStart),
    plannedEnd: published && parseInstant(published.data.plannedEnd),
    startedAt: earliest(starts)?.at,
    cancelledAt: cancelled?.at,
    ended: ended && {
      at: ended.at,
      participants: ended.data.participants ?? 0,
      beneficiaries: ended.data.beneficiaries ?? 0,
    },
    confirmed: confirmationsOf(events),
  });
}

/** The instant whose day an activity counts on [M1], or undefined where it does not count. */
export const countedAt = (activity: Activity): number | undefined => activity.startedAt ?? activity.ended?.at;
