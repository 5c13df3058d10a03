import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { latest, ofType } from './join.ts';
import { parseInstant } from './time.ts';

/** Something that an operator said, when, and under which masked name. Instants are milliseconds. */
export interface Said {
  at: number;
  by: string;
}

/** 预警处置: what operators said of one alert, under the name that boards give it. */
export interface AlertHandling {
  kind: 'alert';
  id: string;
  site: string;
  acknowledged?: Said;
  assigned?: Said & { to: string };
  snoozed?: Said & { until: number };
  comments: (Said & { seq: number })[];
}

type Speech = { at: number; data: { by?: string } };

const said = ({ at, data }: Speech): Said => ({ at, by: data.by ?? '' });

/** What operators said of an alert, the latest word of each kind [J2]. */
export function joinAlertHandling(events: readonly JournalEvent[]): AlertHandling | undefined {
  const acknowledged = latest(ofType(events, 'desk.acknowledged'));
  const assigned = latest(ofType(events, 'desk.assigned'));
  const snoozed = latest(ofType(events, 'desk.snoozed'));
  const comments = ofType(events, 'desk.commented');
  const any = acknowledged ?? assigned ?? snoozed ?? comments[0];
  if (!any) return undefined;
  return withoutAbsent<AlertHandling>({
    kind: 'alert',
    id: any.data.alertId,
    site: any.site,
    acknowledged: acknowledged && said(acknowledged),
    assigned: assigned && { ...said(assigned), to: assigned.data.to },
    snoozed: snoozed && { ...said(snoozed), until: parseInstant(snoozed.data.until) ?? snoozed.at },
    comments: comments
      .map((comment) => ({ ...said(comment), seq: comment.seq }))
      .sort((a, b) => a.at - b.at || a.seq - b.seq),
  });
}

/**
 * What counts for the occurrence that stands since an instant (ms): a word of an earlier one is not about it. A pause
 * that is over counts no more.
 */
export function handlingOf(
  handling: AlertHandling,
  since: number,
  now: number,
): Pick<AlertHandling, 'acknowledged' | 'assigned' | 'snoozed' | 'comments'> {
  const ofThis = <S extends Said>(word: S | undefined): S | undefined =>
    word && word.at >= since ? word : undefined;
  const snoozed = ofThis(handling.snoozed);
  return withoutAbsent<Pick<AlertHandling, 'acknowledged' | 'assigned' | 'snoozed' | 'comments'>>({
    acknowledged: ofThis(handling.acknowledged),
    assigned: ofThis(handling.assigned),
    snoozed: snoozed && snoozed.until > now ? snoozed : undefined,
    comments: handling.comments.filter(({ at }) => at >= since),
  });
}

/** What had been said by an instant (ms), as far as no later word has taken its place. */
export const saidBy = (handling: AlertHandling, at: number): AlertHandling => {
  const { acknowledged, assigned, snoozed, comments, ...alert } = handling;
  const inTime = <S extends Said>(word: S | undefined): S | undefined =>
    word && word.at <= at ? word : undefined;
  return withoutAbsent<AlertHandling>({
    ...alert,
    acknowledged: inTime(acknowledged),
    assigned: inTime(assigned),
    snoozed: inTime(snoozed),
    comments: comments.filter((comment) => comment.at <= at),
  });
};
