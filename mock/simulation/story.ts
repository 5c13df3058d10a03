/** What happens, before it is sent: events of one thing in the order in which a county lives them. */
import type { EventData, EventType } from '../../shared/events/registry.ts';

/** One event of a site. */
export type Occurrence = {
  [T in EventType]: { type: T; site: string; at: number; data: EventData<T> };
}[EventType];

/** All events of one thing. The place of an event in `events` is part of its id and never changes. */
export interface Story {
  /** Unique in the simulation, and the same whenever this day is simulated. */
  key: string;
  /** Before this instant nothing of the story counts on any board. */
  begins: number;
  events: Occurrence[];
  /** Reported by a machine that is always connected: never late. */
  prompt?: boolean;
}

/** A kind of thing that happens in a county. */
export interface Habitude {
  name: string;
  /** How many days before and after its own day the events of a story may reach. */
  reach: { before: number; after: number };
  /** The stories of a local day. `layer` 0 is the county's own density; each further one adds as much again. */
  stories(day: string, layer: number): Story[];
}

/** The id of the event at a place in a story; the same whenever the day is simulated. */
export const eventIdOf = (run: string, storyKey: string, index: number): string =>
  `${run}-${storyKey}-${index}`;
