/**
 * The wall in the hand: how a display is paired, and what it is to show, over HTTP and Socket.IO. A display is told a
 * state and never a command, so that a reload, a lost line and a restart all come back to it.
 */
import type { ReplayBasis } from './replay.ts';

/** 名称遮盖: names and titles are hidden, figures stay · 黑屏: nothing but a clock. */
export const covers = ['names', 'blank'] as const;
export type Cover = (typeof covers)[number];

/** The card of one activity or order. */
export interface RemoteItem {
  kind: 'activity' | 'order';
  id: string;
  /** Code of its site; an order's id is unique in its county. */
  site?: string;
}

export interface RemoteReplay {
  /** A day of the county: `2026-11-21`. */
  day: string;
  /** Replayed seconds for each second. */
  speed: number;
  basis?: ReplayBasis;
}

/** What a display is to show. What is left out is as the display has it by itself: without anything nobody drives it. */
export interface DesiredView {
  scope?: string;
  /** As `?scene=` has it: a scene of the profile, `auto`, or `auto,<scene>`. */
  scene?: string;
  item?: RemoteItem;
  /** The picture stands still; in a replay its time does. */
  held?: true;
  replay?: RemoteReplay;
  cover?: Cover;
  sound?: boolean;
}

/** Members to be set, or with null to be as the display has them by itself. */
export type ViewChange = { [Member in keyof DesiredView]?: DesiredView[Member] | null };

/** What the server tells a display. */
export interface Directive {
  /** Moves with every change. */
  rev: number;
  view: DesiredView;
  /** Who drives it, as a wall may show a name: `王**`. */
  by?: string;
}

/** What a display says that it shows. */
export interface ShownView {
  /** The directive that it has followed last. */
  rev: number;
  scope: string;
  /** Id of the scene that has the screen. */
  scene: string;
  /** The carousel runs. */
  turning: boolean;
  mode: 'live' | 'replay' | 'frozen';
  item?: RemoteItem;
  replay?: { day: string; speed: number; playing: boolean };
  cover?: Cover;
  sound?: boolean;
  /** A hand at the wall has led it elsewhere since. */
  byHand: boolean;
}

/** How the page of a display is; of several the worst. */
export interface RemoteVitals {
  uptimeSeconds: number;
  frameMs?: number;
  heapBytes?: number;
  recoveries: number;
}

/** A display as those who drive it see it. */
export interface RemoteDisplay {
  id: string;
  name: string;
  scope: string;
  /** Pages that hang with its token now: none is offline. */
  pages: number;
  rev: number;
  view: DesiredView;
  /** Who drove it last, and when (RFC 3339). */
  by?: string;
  at?: string;
  /** When it goes back to normal by itself. */
  until?: string;
  shown?: ShownView;
  vitals?: RemoteVitals;
}

/** At most so many displays follow one command. */
export const drivenMost = 20;
/** The longest that a view may be asked for (minutes). */
export const holdMost = 24 * 60;

export interface DriveRequest {
  displays: string[];
  /** Null: everything back to normal. */
  change: ViewChange | null;
  /** After so many minutes the view goes back to normal; what covers the screen stays until it is taken off. */
  minutes?: number;
}

export type RemoteRefusal =
  | 'bad-request'
  | 'forbidden'
  | 'unknown-display'
  | 'unknown-scope'
  /** The display may not show that: its own scope does not cover it. */
  | 'forbidden-scope'
  | 'unknown-scene'
  /** No such activity or order in the scope of the display. */
  | 'unknown-item'
  | 'busy'
  | 'unavailable';

export interface RemoteRefused {
  ok: false;
  code: RemoteRefusal;
  detail: string;
  /** The display that it is about: all of a command is done, or nothing. */
  display?: string;
}

export interface RemoteToServer {
  /** Of a display: what am I to show? From then on it is told. */
  'remote-join': (answer: (directive: Directive) => void) => void;
  'remote-shown': (shown: ShownView) => void;
  /** Of who drives: all displays, and from then on what becomes of them. */
  'remote-follow': (
    answer: (answer: { ok: true; displays: RemoteDisplay[] } | RemoteRefused) => void,
  ) => void;
  'remote-drive': (
    request: DriveRequest,
    answer: (answer: { ok: true; displays: RemoteDisplay[] } | RemoteRefused) => void,
  ) => void;
}

export interface RemoteToClient {
  'remote-view': (directive: Directive) => void;
  'remote-display': (display: RemoteDisplay) => void;
  'remote-gone': (gone: { id: string }) => void;
}

/** `POST /api/v1/pairing`: a display asks for a code to show; with its ticket it gets a new one for the old. */
export interface PairingRequest {
  ticket?: string;
}
export interface PairingOffer {
  /** To be typed or scanned by an operator. */
  code: string;
  /** Known to the page alone: with it the token is fetched. */
  ticket: string;
  expiresAt: string;
}

/** `POST /api/v1/pairing/claim` with the ticket. */
export type PairingState =
  | { state: 'waiting' }
  | { state: 'paired'; token: string; name: string; scope: string }
  /** The code is over: ask for a new one. */
  | { state: 'over' };

/** `POST /api/v1/pairing/confirm`: an operator types the code, and says what the display is for. */
export interface PairingConfirm {
  code: string;
  name: string;
  scope: string;
}
export interface PairedDisplay {
  id: string;
  name: string;
  scope: string;
}

/** Without letters and digits that look like one another; shown in two groups, typed in any way. */
export const pairingAlphabet = '34679ACDEFGHJKMNPQRTWXY';
export const pairingLength = 6;

/** What was typed, as codes are compared. */
export const readCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
