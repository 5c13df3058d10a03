/** What is appended to the journal, and the answer. */

/** An event that has passed every check but those that need the journal. */
export interface NewEvent {
  kind: 'event';
  county: string;
  site: string;
  source: string;
  id: string;
  type: string;
  /** Its own `time`, and when it arrived, in ms. */
  at: number;
  receivedAt: number;
  /** Key of the thing it belongs to. */
  thing: string;
  /** For `event.retracted`: {@link eventName} of the event it names, where its site may retract that one. */
  target?: string;
  /** Keyed digest of the content, by which a repetition is told from a conflict. */
  digest: string;
  /** `data` as JSON: members of its schema without the personal ones. */
  data: string;
  /** Personal and unknown members as JSON; stored apart, erasable. */
  personal?: string;
}

/** An event that will be rejected anyway: looked up, because a repetition or a conflict is told first. */
export interface EventProbe {
  kind: 'probe';
  source: string;
  id: string;
  digest: string;
}

export type AppendOutcome =
  | { status: 'accepted'; seq: number }
  | { status: 'duplicate'; seq: number }
  | { status: 'id-conflict' }
  /** A probe that found nothing. */
  | { status: 'absent' };

/** `source` and `id` name an event for ever. */
export const eventName = (source: string, id: string): string => `${source} ${id}`;
