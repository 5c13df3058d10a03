import { type CheckedEvent, checkEvent } from '../../../../server/ingest/check-event.ts';
import type { NewEvent } from '../../../../server/store/store.ts';
import { context, event } from './fixture.ts';

/** What a sound event with these members changed comes to. */
export const check = (more: Record<string, unknown>, against = context()): CheckedEvent =>
  checkEvent(event(more), against);

export const codeOf = (checked: CheckedEvent): string =>
  checked.status === 'faulty' ? checked.fault.code : checked.status;

export const detailOf = (checked: CheckedEvent): string =>
  checked.status === 'faulty' ? checked.fault.detail : '';

/** The event that the journal gets; fails where it was refused. */
export function sound(checked: CheckedEvent): NewEvent {
  if (checked.status !== 'sound') throw new Error(checked.fault.detail);
  return checked.item;
}
