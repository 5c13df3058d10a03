import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { type Confirmations, confirmationsOf } from './confirmed.ts';
import { earliest, latest, ofType } from './join.ts';

/** 服务记录: what one record says of a volunteer's service. Instants are milliseconds. */
export interface ServiceRecord {
  kind: 'record';
  id: string;
  site: string;
  checkIn?: { at: number; volunteer: string; team?: string; activity?: string };
  checkedOutAt?: number;
  /** Late-entered minutes; they win over the clock [M3]. */
  recorded?: { at: number; minutes: number; volunteer: string; team?: string; activity?: string };
  revokedAt?: number;
  /** Doubts that an operator found groundless [A6]. */
  confirmed?: Confirmations;
}

/** The record that its events make [J1, J2, J3]. */
export function joinServiceRecord(events: readonly JournalEvent[]): ServiceRecord | undefined {
  const checkIn = latest(ofType(events, 'volunteer.checked-in'));
  const checkOut = latest(ofType(events, 'volunteer.checked-out'));
  const recorded = latest(ofType(events, 'service.recorded'));
  const revoked = earliest(ofType(events, 'service.revoked'));
  const any = checkIn ?? checkOut ?? recorded ?? revoked;
  if (!any) return undefined;
  return withoutAbsent<ServiceRecord>({
    kind: 'record',
    id: any.data.recordId,
    site: any.site,
    checkIn:
      checkIn &&
      withoutAbsent<NonNullable<ServiceRecord['checkIn']>>({
        at: checkIn.at,
        volunteer: checkIn.data.volunteerId,
        team: checkIn.data.teamId,
        activity: checkIn.data.activityId,
      }),
    checkedOutAt: checkOut?.at,
    recorded:
      recorded &&
      withoutAbsent<NonNullable<ServiceRecord['recorded']>>({
        at: recorded.at,
        minutes: recorded.data.minutes,
        volunteer: recorded.data.volunteerId,
        team: recorded.data.teamId,
        activity: recorded.data.activityId,
      }),
    revokedAt: revoked?.at,
    confirmed: confirmationsOf(events),
  });
}

export interface CountedService {
  minutes: number;
  /** Instant whose day it counts on. */
  at: number;
  volunteer: string;
  team?: string;
  /** Of the same site, where it was for one. */
  activity?: string;
  /** Measured by check-in and check-out rather than entered [M4]. */
  automatic: boolean;
}

/** Minutes that a record counts, and by which event [M3]; undefined where it counts none. */
export function countedService(record: ServiceRecord, maxShiftMinutes: number): CountedService | undefined {
  if (record.revokedAt !== undefined) return undefined;
  const { recorded, checkIn, checkedOutAt } = record;
  if (recorded) return { ...recorded, automatic: false };
  if (!checkIn || checkedOutAt === undefined) return undefined;
  const minutes = Math.floor((checkedOutAt - checkIn.at) / 60_000);
  return minutes > 0 && minutes <= maxShiftMinutes ? { ...checkIn, minutes, automatic: true } : undefined;
}

/** Whether somebody has checked in and nothing has settled the record yet [N1, N2]. */
export const isUnsettled = (record: ServiceRecord): boolean =>
  record.checkIn !== undefined &&
  record.checkedOutAt === undefined &&
  record.recorded === undefined &&
  record.revokedAt === undefined;
