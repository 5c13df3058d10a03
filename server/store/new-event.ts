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
  /** Who commanded it, where it is the command of an operator: `user:<name>`. */
  actor?: string;
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

/**
 * What an operator commands: some events that come into the journal together or not at all, and only where nothing has
 * happened to a thing that the operator did not know of.
 */
export interface Command {
  county: string;
  /** The thing, and the newest seq of an event of it (or of a retraction of one) that was seen; 0 for a new one. */
  thing: string;
  seen: number;
  /** Other things that the command rests on, which must not have moved either. */
  restsOn?: readonly { thing: string; seen: number }[];
  /** The name of the first one is that of the command: a repetition is found by it. */
  events: readonly [NewEvent, ...NewEvent[]];
}

export type CommandOutcome =
  /** The seqs of its events, in their order. */
  | { status: 'accepted' | 'duplicate'; seqs: number[] }
  /** The same name with another content. */
  | { status: 'id-conflict' }
  /** Somebody was faster: the newest seq of the thing now. */
  | { status: 'overtaken'; newest: number };

/** `source` and `id` name an event for ever. */
export const eventName = (source: string, id: string): string => `${source} ${id}`;
