/** Whom and what an event names: columns of the journal, by which what belongs together is found. */
import type { NewEvent } from '../store.ts';

/** The types that name whose record they are, and what for. */
const naming = new Set(['volunteer.checked-in', 'service.recorded']);

export interface Names {
  volunteer?: string;
  /** Key of the thing. */
  activity?: string;
}

function membersOf(data: string): Record<string, unknown> {
  const value: unknown = JSON.parse(data);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function namesIn({ type, site, data }: Pick<NewEvent, 'type' | 'site' | 'data'>): Names {
  if (!naming.has(type)) return {};
  const { volunteerId, activityId } = membersOf(data);
  return {
    ...(typeof volunteerId === 'string' && { volunteer: volunteerId }),
    ...(typeof activityId === 'string' && { activity: `activity:${site}:${activityId}` }),
  };
}

/** Whether an event says that it is about somebody or something. */
export const isAbout = (data: string, member: 'volunteerId' | 'orderId', id: string): boolean =>
  membersOf(data)[member] === id;
