/**
 * The one socket of a page (contract §5): it keeps a replica of the watched scope, watches again after a gap, a
 * reconnect or a silence, and says how live it is. It knows nothing of stores or screens.
 */
import { io, type Socket } from 'socket.io-client';
import {
  type ByeCode,
  type ClientToServer,
  type Clock,
  type Delta,
  type ServerToClient,
  staleMs,
  type Vitals,
  type WatchAnswer,
  type WatchRefusal,
  wireVersion,
} from '../../shared/wire/live.ts';
import { createElapsed } from './elapsed.ts';
import { Lateness } from './lateness.ts';
import { advance, fromSnapshot, type Replica } from './replica.ts';

export type ConnectionState = 'live' | 'reconnecting' | 'offline';

/** The line of a page, for what else is spoken over it. */
export type LiveLine = Socket<ServerToClient, ClientToServer>;

export interface ConnectionListener {
  /** The replica changed; called for every delta, so do no more than note it. */
  changed(replica: Replica): void;
  clock(clock: Clock): void;
  state(state: ConnectionState): void;
  /** The watch was refused, or undefined when it is allowed again. */
  refused(reason: WatchRefusal | ByeCode | undefined): void;
}

/** Without a living connection for this long the page no longer says that it is about to come back. */
const offlineMs = 30_000;
const answerMs = 5_000;
const retryMs = 2_000;
const refusedRetryMs = 15_000;
/** A server that says that it goes is usually back at once. */
const restartMs = 300;
/** One that starts again is back within so long, and is looked for more often than one that stays away. */
const awayMs = 5_000;
const backWithinMs = 400;
const backSometimeMs = 800;
/** A connection this silent is dead even where no one has closed it (a pulled cable). */
const deadMs = 10_000;
/** How often the page asks itself whether it is still live. */
const lookMs = 250;
/** Replicas kept for going back without a new snapshot. */
const keptReplicas = 4;

export class LiveConnection {
  readonly socket: LiveLine;
  private readonly replicas = new Map<string, Replica>();
  private readonly timer: number;
  private scope: string | undefined;
  private asked = 0;
  private awaiting = false;
  private watched = false;
  private lastClock = Number.NEGATIVE_INFINITY;
  private readonly elapsed = createElapsed();
  private readonly lateness = new Lateness();
  private lostAt = 0;
  private lastState: ConnectionState | undefined;
  private retry: number | undefined;
  private restarting = false;

  constructor(
    private readonly listener: ConnectionListener,
    token: () => string | undefined,
  ) {
    this.socket = io({
      auth: (send) => {
        const value = token();
        send(value === undefined ? {} : { token: value });
      },
      // Each page waits by itself a little more or less.
      reconnectionDelay: 250,
      reconnectionDelayMax: backWithinMs,
      timeout: answerMs,
    });
    this.socket.on('connect', () => this.joined());
    this.socket.on('connect_error', () => this.failed());
    this.socket.on('disconnect', () => this.dropped());
    this.socket.on('clock', (clock) => this.heard(clock));
    this.socket.on('delta', (delta) => this.take(delta));
    this.socket.on('bye', ({ code }) => this.dismissed(code));
    this.timer = window.setInterval(() => this.look(), lookMs);
  }

  /** Leaves the scope watched so far and follows this one. A replica at hand is shown at once. */
  watch(scope: string): void {
    if (scope === this.scope) return;
    if (this.scope !== undefined && this.socket.connected) this.socket.emit('unwatch', { scope: this.scope });
    this.scope = scope;
    this.listener.refused(undefined);
    const kept = this.replicas.get(scope);
    if (kept) this.listener.changed(kept);
    this.ask();
  }

  /** Tells the server how this page is, where there is a line; what is old by the next one need not wait for it. */
  tell(vitals: Vitals): void {
    if (this.socket.connected) this.socket.emit('vitals', vitals);
  }

  close(): void {
    window.clearInterval(this.timer);
    window.clearTimeout(this.retry);
    this.socket.disconnect();
  }

  private ask(): void {
    window.clearTimeout(this.retry);
    const { scope } = this;
    if (scope === undefined || !this.socket.connected) return;
    const number = ++this.asked;
    this.awaiting = true;
    const kept = this.replicas.get(scope);
    const request = {
      scope,
      wire: wireVersion,
      ...(kept && { after: { epoch: kept.epoch, rev: kept.rev } }),
    };
    this.socket.timeout(answerMs).emit('watch', request, (error, answer) => {
      // An answer to an older question: the page has gone elsewhere since.
      if (number !== this.asked) return;
      this.awaiting = false;
      if (error) this.askAgain(retryMs);
      else this.answered(scope, answer);
    });
  }

  private askAgain(ms: number): void {
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.ask(), ms);
  }

  private answered(scope: string, answer: WatchAnswer): void {
    // A refusal is an answer too: the line is alive, it is the scope that is not to be had.
    this.watched = answer.ok || answer.code !== 'unavailable';
    if (!answer.ok) {
      const busy = answer.code === 'unavailable';
      if (!busy) {
        this.replicas.delete(scope);
        this.listener.refused(answer.code);
      }
      this.askAgain(busy ? retryMs : refusedRetryMs);
      return;
    }
    this.listener.refused(undefined);
    if ('board' in answer) this.keep(fromSnapshot(answer));
    this.look();
  }

  private take(delta: Delta): void {
    if (delta.scope !== this.scope || this.awaiting) return;
    const replica = this.replicas.get(delta.scope);
    const next = replica && advance(replica, delta);
    if (next === undefined) this.ask();
    else if (next !== replica) this.keep(next);
  }

  private keep(replica: Replica): void {
    // Set anew, so that the map's order is that of use and the oldest goes first.
    this.replicas.delete(replica.scope);
    this.replicas.set(replica.scope, replica);
    for (const scope of this.replicas.keys()) {
      if (this.replicas.size <= keptReplicas) break;
      this.replicas.delete(scope);
    }
    this.listener.changed(replica);
  }

  private joined(): void {
    this.lateness.restart();
    this.ask();
  }

  private heard(clock: Clock): void {
    const came = this.elapsed();
    // What was said long ago tells nothing of how the server is now, nor does it tell the time.
    if (this.lateness.heard(Date.parse(clock.now ?? clock.asOf), came) <= staleMs) {
      this.lastClock = came;
      this.listener.clock(clock);
    }
    this.look();
  }

  private dismissed(code: ByeCode): void {
    this.restarting = code === 'shutting-down';
    if (code === 'revoked') this.replicas.clear();
    if (code === 'revoked' || code === 'wire-version') this.listener.refused(code);
  }

  private failed(): void {
    const isAway = this.elapsed() - this.lostAt > awayMs;
    this.socket.io.reconnectionDelayMax(isAway ? backSometimeMs : backWithinMs);
    this.reconnectIfDropped();
  }

  private dropped(): void {
    this.awaiting = false;
    this.watched = false;
    this.look();
    this.reconnectIfDropped();
  }

  /** Socket.IO comes back by itself from a lost network, but not where the server closed or refused. */
  private reconnectIfDropped(): void {
    if (this.socket.active) return;
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.socket.connect(), this.restarting ? restartMs : retryMs);
    this.restarting = false;
  }

  /** Says how live the page is, and breaks a connection that has fallen silent so that it can be made anew. */
  private look(): void {
    const now = this.elapsed();
    const { connected } = this.socket;
    if (connected && this.watched && now - this.lastClock <= staleMs) this.lostAt = now;
    if (connected && this.lastClock > Number.NEGATIVE_INFINITY && now - this.lastClock > deadMs) {
      this.lastClock = now - staleMs;
      this.socket.disconnect().connect();
    }
    const live = this.lostAt === now;
    const state = live ? 'live' : now - this.lostAt > offlineMs ? 'offline' : 'reconnecting';
    if (state !== this.lastState) {
      this.lastState = state;
      this.listener.state(state);
    }
  }
}
