/** What the desk reads and commands: shapes that both sides use. Instants are RFC 3339 in UTC. */
import type { AlertCause, AlertRule, QueueStep, Severity } from '../board/board.ts';

/** `GET /api/v1/desk/queue?county=&…`: open orders by the time that is left [N5, R2]. */
export interface QueueQuery {
  county: string;
  town?: string;
  category?: string;
  step?: QueueStep;
  /** Past its limit, or urgent. */
  only?: 'overdue' | 'urgent' | 'low-rating';
  /** In titles, order ids, names of towns and teams. */
  search?: string;
  limit?: number;
  cursor?: string;
}

export interface QueueRow {
  id: string;
  kind: 'service' | 'wish';
  title: string;
  category: string;
  site: string;
  town?: string;
  urgent: boolean;
  step: QueueStep;
  team?: { id: string; name: string };
  placedAt: string;
  /** The next limit, and what must have happened by then. */
  limitAt: string;
  waitsFor: 'answer' | 'completion' | 'call-back';
  /** Newest seq of the order: a command says what it has seen. */
  seen: number;
  /** Offers that were declined so far. */
  declined: number;
  notes: number;
}

export interface QueueAnswer {
  items: QueueRow[];
  cursor: string | null;
  /** Of all open orders in the filter. */
  total: number;
  asOf: string;
}

/** `GET /api/v1/desk/orders/{county}/{id}`: all that an operator may know of an order. */
export interface OrderDetail extends QueueRow {
  state: 'open' | 'completed' | 'cancelled' | 'merged';
  mergedInto?: string;
  dueAt: string;
  rating?: number;
  comment?: string;
  calledBackAt?: string;
  /** Contact data: for operators, of open orders alone. */
  requester?: { name?: string; phone?: string; address?: string };
  history: {
    seq: number;
    at: string;
    type: string;
    site: string;
    team?: { id: string; name: string };
    actor?: string;
    text?: string;
    /** Whether a command of this session’s user can take it back. */
    undoable: boolean;
    retracted: boolean;
  }[];
  /** Orders that look like the same request. */
  similar: { id: string; title: string; placedAt: string }[];
}

/** `GET /api/v1/desk/orders/{county}/{id}/suggestions`: teams, the most suitable first, each with its reasons. */
export interface TeamSuggestion {
  id: string;
  name: string;
  /** 0–1. */
  score: number;
  reasons: { kind: SuggestionReason; zh: string /** 0–1. */; share: number }[];
  /** It declined this very order, or it is closed to new ones. */
  warning?: string;
}
export type SuggestionReason = 'category' | 'distance' | 'load' | 'acceptance' | 'rating';

/** `POST /api/v1/desk/orders/{county}/{id}/{command}`. */
export interface OrderCommands {
  offer: { team: string };
  /** Takes back an offer that nobody has answered, or a hold, so that the order can be offered anew. */
  withdraw: { reason: string };
  cancel: { reason: string };
  'call-back': { note?: string };
  note: { text: string };
  merge: { into: string };
  /** Takes back an event of an operator by its seq. */
  undo: { seq: number };
}
export type OrderCommand = keyof OrderCommands;

/** What every command carries. */
export interface CommandEnvelope {
  /** Made by the page: the same command sent twice is done once. */
  commandId: string;
  /** Newest seq of the order that the operator saw; 409 `overtaken` where somebody was faster. */
  seen: number;
}

/** `POST /api/v1/desk/orders/{county}`: an order by hand, for those who phone. */
export interface NewOrder {
  commandId: string;
  kind: 'service' | 'wish';
  category: string;
  title: string;
  townCode?: string;
  urgent?: boolean;
  dueAt?: string;
  requester?: { name?: string; phone?: string; address?: string };
}

export interface CommandAnswer {
  seqs: number[];
  /** Newest seq of the order after it. */
  seen: number;
}

/** `GET /api/v1/desk/alerts?county=`: what needs an answer, the gravest and oldest first, and what lately did. */
export interface AlertsAnswer {
  items: DeskAlert[];
  /** Of all open ones; the list holds the gravest. */
  total: number;
  /** Whose cause went away in the last 7 days, the newest first. */
  closed: ClosedAlert[];
  asOf: string;
}

export interface DeskAlert {
  id: string;
  rule: AlertRule;
  severity: Severity;
  title: string;
  /** `area:<town>` or `site:<code>`: the place to look at. */
  scope: string;
  /** What is behind it: 1, or the sites or platforms of a town. */
  count: number;
  since: string;
  /** Code and name of the institute that answers for the place. */
  owner: { code: string; name: string };
  /** The one thing that it is about. */
  item?: { kind: 'order' | 'activity' | 'record' | 'site'; id: string; site: string };
  /** Of this occurrence: what was said of an earlier one does not count. */
  acknowledged?: { at: string; by: string };
  assigned?: { at: string; by: string; to: string };
  /** Quiet until then; still listed. */
  snoozed?: { at: string; by: string; until: string };
  comments: { seq: number; at: string; by: string; text?: string }[];
  /** Newest seq of what was said of it, for the next command. */
  seen: number;
}

/** An occurrence of an alert that is over: from when to when it stood, and what ended it. */
export interface ClosedAlert {
  id: string;
  rule: AlertRule;
  title: string;
  scope: string;
  since: string;
  closedAt: string;
  cause: AlertCause;
}

/** `POST /api/v1/desk/alerts/{county}/{alertId}/{command}`: with {@link CommandEnvelope}, answers {@link CommandAnswer}. */
export interface AlertCommands {
  acknowledge: Record<string, never>;
  /** To an institute, a team or a person, in words. */
  assign: { to: string };
  comment: { text: string };
  /** At most 7 days ahead. */
  snooze: { until: string };
}
export type AlertCommand = keyof AlertCommands;
