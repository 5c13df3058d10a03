import type { Register } from '../county/register.ts';
import type { JournalEvent } from '../events/journal-event.ts';
import { type Activity, joinActivity } from './activity.ts';
import { type AlertHandling, joinAlertHandling } from './alert-handling.ts';
import { joinPoints, type PointsEntry } from './points.ts';
import { joinProject, type Project } from './project.ts';
import { joinServiceOrder, type ServiceOrder } from './service-order.ts';
import { joinServiceRecord, type ServiceRecord } from './service-record.ts';
import type { SiteState } from './site-state.ts';
import type { TownState } from './town-state.ts';
import { joinVolunteer, type Volunteer } from './volunteer.ts';

export type Thing =
  | Activity
  | ServiceRecord
  | ServiceOrder
  | Volunteer
  | Project
  | PointsEntry
  | AlertHandling
  | SiteState
  | TownState;

/** Things that are made by events alone; the states of sites and towns also read cells. */
export type JoinedThing = Exclude<Thing, SiteState | TownState>;

const joins: Record<
  JoinedThing['kind'],
  (events: readonly JournalEvent[], register: Register) => JoinedThing | undefined
> = {
  activity: joinActivity,
  record: joinServiceRecord,
  order: joinServiceOrder,
  volunteer: joinVolunteer,
  project: joinProject,
  points: joinPoints,
  alert: joinAlertHandling,
};

export const isJoinedKind = (kind: string): kind is JoinedThing['kind'] => Object.hasOwn(joins, kind);

/** The thing that its events make, or undefined where nothing of it counts. */
export const joinThing = (
  kind: JoinedThing['kind'],
  events: readonly JournalEvent[],
  register: Register,
): JoinedThing | undefined => joins[kind](events, register);
