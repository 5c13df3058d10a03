/** All event types that a station may send. A new type is one schema in its family and nothing else. */
import type { Static } from 'typebox';
import { activityEvents } from './activity.ts';
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

export type EventType = keyof typeof families;

/** `data` of an event type, as the journal keeps it: the members of its schema, without the personal ones. */
export type EventData<T extends EventType> = Static<(typeof families)[T]['schema']>;

export const eventTypes = Object.keys(families) as EventType[];
export const eventDefinitions: Record<EventType, EventDefinition> = families;

export const isEventType = (type: string): type is EventType => Object.hasOwn(families, type);
