/** What the desk reads and commands: shapes that both sides use. Instants are RFC 3339 in UTC. */
import type { AlertCause, AlertRule, QueueStep, Severity } from '../board/board.ts';
import type { Problem } from './http.ts';

/** `GET /api/v1/desk/queue?county=&…`: open orders by the time that is left [N5, R2]. */
export interface QueueQuery {
  county: string;
  town?: string;
  category?: string;
  step?: QueueStep;
  /** Past its limit; urgent; or rated low and not called back yet [A4], which holds completed orders too. */
  only?: 'overdue' | 'urgent' | 'low-rating';
  /** Words, all of them to be found in title, order id, or the names of town, site and team. */
  search?: string;
  limit?: number;
  cursor?: string;
}

export interface QueueRow {
  id: string;
  kind: 'service' | 'wish';
  /** For operators as it was written; else as the wall may show it. */
  title: string;
  category: string;
  site: string;
  town?: string;
  urgent: boolean;
  step: QueueStep;
  team?: { id: string; name: string };
  placedAt: string;
  /** The next limit, and what must have happened by then; of a call-back the time of the rating. */
  limitAt: string;
  waitsFor: 'answer' | 'completion' | 'call-back';
  /** The latest rating, 1–5. */
  rating?: number;
  /** Newest seq of the order: a command says what it has seen. */
  seen: number;
  /** Offers that were declined, or taken back, so far. */
  declined: number;
  notes: number;
}

export interface QueueAnswer {
  items: QueueRow[];
  cursor: string | null;
  /** Of all orders in the filter. */
  total: number;
  asOf: string;
}

/** One event of an order, taken back or not. */
export interface OrderEvent {
  seq: number;
  at: string;
  type: string;
  site: string;
  team?: { id: string; name: string };
  /** Who commanded it at the desk, as screens call him. */
  actor?: string;
  score?: number;
  beneficiaries?: number;
  /** Reason, note, comment, or the order that it was merged into. */
  text?: string;
  /** Whether this user can take it back now. */
  undoable: boolean;
  retracted?: { at: string; actor?: string; reason: string };
  /** Another site’s word that does not count [J7]. */
  leftOut?: true;
}

/** `GET /api/v1/desk/orders/{county}/{id}`: all that the reader may know of an order. */
export interface OrderDetail extends QueueRow {
  state: 'open' | 'completed' | 'cancelled' | 'merged';
  mergedInto?: string;
  dueAt: string;
  /** When it must be, and when it was, offered or accepted. */
  answerBy: string;
  answeredAt?: string;
  completedAt?: string;
  beneficiaries?: number;
  comment?: string;
  calledBackAt?: string;
  /** Contact data, as far as the reader may see it. */
  requester?: { name?: string; phone?: string; address?: string };
  /** Commands that are possible now for this reader; each may still be refused for what it says. */
  commands: OrderCommand[];
  /** In the order of their seqs. */
  history: OrderEvent[];
  /** Orders that look like the same request, the likeliest first; those merged into this one too. */
  similar: SimilarOrder[];
}

export interface SimilarOrder {
  id: string;
  title: string;
  placedAt: string;
  state: OrderDetail['state'];
  /** It was merged into this one. */
  merged: boolean;
  /** 0–1. */
  score: number;
  /** Why it looks the same. */
  reasons: string[];
}

/** `GET /api/v1/desk/orders/{county}/{id}/suggestions`: teams, the most suitable first, each with its reasons. */
export interface SuggestionsAnswer {
  items: TeamSuggestion[];
}

export interface TeamSuggestion {
  id: string;
  name: string;
  /** 0–1: the weighted mean of the reasons. */
  score: number;
  reasons: { kind: SuggestionReason; zh: string; share: number }[];
  /** It declined this very order: such a team never stands before one that did not. */
  warning?: string;
}
export type SuggestionReason = 'category' | 'distance' | 'load' | 'acceptance' | 'rating';

/**
 * `POST /api/v1/desk/orders/{county}/{id}/{command}`, with {@link CommandEnvelope}. The last four are what a team or a
 * resident says by telephone, entered for them.
 */
export interface OrderCommands {
  /** To a team that may refuse it; a pending offer to another team is superseded [J6]. */
  offer: { team: string };
  /** Takes the order back from whoever was offered it or holds it, so that it can be offered anew. */
  withdraw: { reason: string };
  cancel: { reason: string };
  'call-back': { note?: string };
  note: { text: string };
  /** This order repeats another one that is open, and is cancelled for it. */
  merge: { into: string };
  /** Takes back one’s own command by the seq of one of its events, where nothing later depends on it. */
  undo: { seq: number };
  /** The team of the offer, or the one that is named. */
  accept: { team?: string };
  decline: { team?: string; reason?: string };
  complete: { beneficiaries?: number };
  rate: { score: number; comment?: string };
}
export type OrderCommand = keyof OrderCommands;

/** What every command carries. */
export interface CommandEnvelope {
  /** Made by the page, 8–64 of `A-Za-z0-9_-`: the same command sent twice is done once. */
  commandId: string;
  /** Newest seq of the order that the operator saw; 409 `overtaken` where somebody was faster. */
  seen: number;
}

/** `POST /api/v1/desk/orders/{county}`: an order by hand, for those who phone. Its id is made by the server. */
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
  /** Of the order, where the command made one. */
  id?: string;
}

/** The problem of a 409 `overtaken`: what has happened since, and whose word it was. */
export interface OvertakenProblem extends Problem {
  newer: { seq: number; at: string; type: string; site: string; actor?: string; team?: string }[];
  /** Newest seq now. */
  seen: number;
}

/** `GET /api/v1/desk/alerts?county=`: what needs an answer, the gravest and oldest first, and what lately did. */
export interface AlertsAnswer {
  items: DeskAlert[];
  /** Of all open ones; the list holds the gravest. */
  total: number;
  /** Whose cause went away in the last 7 days, the newest first: of each rule so many as anybody reads. */
  closed: ClosedAlert[];
  /** There were more of them. */
  moreClosed: boolean;
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

/**
 * An occurrence of an alert that is over: from when to when it stood, what ended it, and what was said of it until then.
 * Sites and platforms of one town, whose alert was one, are told by themselves.
 */
export interface ClosedAlert extends Pick<DeskAlert, 'acknowledged' | 'assigned' | 'snoozed' | 'comments'> {
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
