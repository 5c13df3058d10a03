/** The live protocol over Socket.IO (contract §5): one contract for both sides. */
import type { Board } from '../board/board.ts';
import type { JsonObject } from '../board/merge-patch.ts';
import type { RemoteToClient, RemoteToServer } from './remote.ts';
import type { ReplayToClient, ReplayToServer } from './replay.ts';

export const wireVersion = 1;

/** A page that has had no `clock` for this long is no longer live: three missed beats. */
export const clockMs = 2000;
export const staleMs = 3 * clockMs;

export const maxScopesPerConnection = 8;

export interface WatchRequest {
  scope: string;
  wire?: number;
  after?: { epoch: string; rev: number };
}

export type WatchRefusal =
  | 'unknown-scope'
  | 'forbidden-scope'
  | 'too-many-scopes'
  | 'wire-version'
  | 'unavailable';

export interface WatchSnapshot {
  ok: true;
  wire: number;
  scope: string;
  epoch: string;
  rev: number;
  asOf: string;
  board: Board;
}

export type WatchAnswer =
  | WatchSnapshot
  /** `rev` is the one the viewer holds; the deltas that it missed follow. */
  | { ok: true; scope: string; epoch: string; rev: number; resumed: true }
  | { ok: false; code: WatchRefusal; detail: string };

/** Apply only where `from` equals the rev at hand; else watch again. */
export interface Delta {
  scope: string;
  epoch: string;
  from: number;
  to: number;
  asOf: string;
  patch: JsonObject;
}

/**
 * `asOf` is the instant up to which figures hold everything that has come, `now` the server's clock, `build` the
 * server's build: a page of another build reloads itself once.
 */
export interface Clock {
  asOf: string;
  now: string;
  build: string;
}

export type ByeCode = 'revoked' | 'too-slow' | 'shutting-down' | 'wire-version';

/** How often a page tells how it is. */
export const vitalsMs = 30_000;

/** How a page is that is to hang for years; what a browser does not tell is left out. */
export interface Vitals {
  /** Since the page was loaded (s). */
  uptimeSeconds: number;
  heapBytes?: number;
  /** Elements of the page. */
  nodes: number;
  /** Listeners on the window, the document and its body: what forgets to leave remains there. */
  listeners: number;
  /** 95 of 100 frames came within this time (ms); none while the page is not seen. */
  frameMs?: number;
  /** Tasks over 50 ms since the last report. */
  longTasks: number;
  /** What the page has done by itself to stay well since it was opened in this window. */
  recoveries: number;
}

export interface ServerToClient extends ReplayToClient, RemoteToClient {
  delta: (delta: Delta) => void;
  clock: (clock: Clock) => void;
  bye: (bye: { code: ByeCode; detail: string }) => void;
}

export interface ClientToServer extends ReplayToServer, RemoteToServer {
  watch: (request: WatchRequest, answer: (answer: WatchAnswer) => void) => void;
  unwatch: (request: { scope: string }) => void;
  vitals: (vitals: Vitals) => void;
}
