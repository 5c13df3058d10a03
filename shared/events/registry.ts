/** All event types. A new type is one schema in its family and nothing else. */
import type { Static } from 'typebox';
import { activityEvents } from './activity.ts';
import { deskEvents } from './desk.ts';
import { pointsEvents } from './points.ts';
import { projectEvents } from './project.ts';
import type { EventDefinition } from './schema.ts';
import { serviceOrderEvents } from './service-order.ts';
import { serviceRecordEvents } from './service-record.ts';
import { siteEvents } from './site.ts';
import { volunteerEvents } from './volunteer.ts';

const families = {
  ...activityEvents,
  ...volunteerEvents,
  ...serviceRecordEvents,
  ...serviceOrderEvents,
  ...projectEvents,
  ...pointsEvents,
  ...siteEvents,
};

/** A type that a station may send. */
export type EventType = keyof typeof families;
/** A type that the server makes for commands of operators. */
export type DeskEventType = keyof typeof deskEvents;
/** Whatever the journal holds. */
export type JournalEventType = EventType | DeskEventType;

/** `data` of an event type, as the journal keeps it: the members of its schema, without the personal ones. */
export type EventData<T extends JournalEventType> = Static<
  (typeof families & typeof deskEvents)[T]['schema']
>;

export const eventTypes = Object.keys(families) as EventType[];
export const eventDefinitions: Record<EventType, EventDefinition> = families;
/** Of every type that the journal holds. */
export const journalDefinitions: Record<JournalEventType, EventDefinition> = { ...families, ...deskEvents };

/** Whether a station may send it. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(families, type);
