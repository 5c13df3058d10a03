/**
 * Viewers that do not keep up. What they have not taken stays in this server's memory, so they are taken out of the
 * audience, told the newest once they have drained, and sent away where they do not drain.
 */
import type { ByeCode, Delta } from '../../shared/wire/live.ts';
import { Audience } from './audience.ts';
import type { BoardHub } from './board-hub.ts';
import { bytesFor, give, giveAtOnce, packetsFor } from './line.ts';
import type { LiveSocket } from './live-socket.ts';
import { SharedMessage } from './shared-message.ts';

export interface SlowReaderLimits {
  /** Bytes or packets that may wait for one viewer before nothing more is added. */
  waitingBytes: number;
  waitingPackets: number;
  /** How long a viewer may be behind (ms). */
  patienceMs: number;
  /** Bytes that may wait for all viewers together: beyond it nobody is given a board, and the worst are sent away. */
  totalBytes: number;
}

export const slowReaderLimits: SlowReaderLimits = {
  waitingBytes: 1_000_000,
  waitingPackets: 64,
  patienceMs: 15_000,
  totalBytes: 100_000_000,
};
/** A viewer that asks on and on without reading has no claim to patience: so many times the packets. */
const packetsOfNoReader = 10;
const lookMs = 250;
/** All are not weighed anew sooner than after this. */
const weighMs = 20;

export interface SlowReadersOptions {
  hub: BoardHub;
  /** Everyone who is connected. */
  viewers: () => Iterable<LiveSocket>;
  bye: (socket: LiveSocket, code: ByeCode) => void;
  limits: SlowReaderLimits;
}

interface Aside {
  since: number;
  scopes: Set<string>;
}

export class SlowReaders {
  private readonly options: SlowReadersOptions;
  private readonly watched = new Map<string, Set<string>>();
  private readonly audience = new Audience();
  private readonly aside = new Map<LiveSocket, Aside>();
  private readonly timer: NodeJS.Timeout;
  /** Bytes that waited for all viewers when they were last looked at, with what they were given since. */
  private waiting = 0;
  private weighedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SlowReadersOptions) {
    this.options = options;
    this.timer = setInterval(() => this.look(), lookMs);
  }

  /** The scopes of a connection, those it is behind in included. */
  scopesOf(socket: LiveSocket): string[] {
    return [...(this.watched.get(socket.id) ?? [])];
  }

  forget(socket: LiveSocket, scope?: string): void {
    if (scope === undefined) {
      for (const each of this.scopesOf(socket)) this.audience.leave(each, socket);
      this.watched.delete(socket.id);
      this.aside.delete(socket);
      return;
    }
    this.audience.leave(scope, socket);
    this.watched.get(socket.id)?.delete(scope);
    this.aside.get(socket)?.scopes.delete(scope);
  }

  /** The viewer watches a scope and has its newest board, so it is behind in it no longer. */
  join(socket: LiveSocket, scope: string): void {
    const scopes = this.watched.get(socket.id) ?? new Set();
    this.watched.set(socket.id, scopes.add(scope));
    this.aside.get(socket)?.scopes.delete(scope);
    this.audience.join(scope, socket);
  }

  /** Gives a delta to all who watch its scope, but to those who are behind. */
  publish(delta: Delta): void {
    const message = new SharedMessage('delta', delta);
    for (const socket of this.audience.of(delta.scope))
      if (!giveAtOnce(socket, message) && !this.setAsideIfBehind(socket, delta)) give(socket, message);
  }

  /** Somebody was given so many bytes. */
  noteGiven(bytes: number): void {
    this.waiting += bytes;
  }

  /**
   * Whether a viewer that asks for a board should read first what it was given, or the others what they were; who
   * only asks is sent away.
   */
  mustReadFirst(socket: LiveSocket): boolean {
    if (!this.isBehind(socket)) return this.isFull();
    this.asideOf(socket);
    if (packetsFor(socket) > this.options.limits.waitingPackets * packetsOfNoReader) {
      this.options.bye(socket, 'too-slow');
    }
    return true;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private setAsideIfBehind(socket: LiveSocket, { scope }: Delta): boolean {
    if (!this.isBehind(socket)) return false;
    this.asideOf(socket).scopes.add(scope);
    this.audience.leave(scope, socket);
    return true;
  }

  private asideOf(socket: LiveSocket): Aside {
    const aside = this.aside.get(socket) ?? { since: performance.now(), scopes: new Set() };
    this.aside.set(socket, aside);
    return aside;
  }

  /** Whether more is waiting for a viewer than it should. */
  private isBehind(socket: LiveSocket): boolean {
    const { waitingBytes, waitingPackets } = this.options.limits;
    return bytesFor(socket) > waitingBytes || packetsFor(socket) > waitingPackets;
  }

  private look(): void {
    this.shed();
    for (const [socket, { since, scopes }] of this.aside) {
      if (!this.isBehind(socket)) {
        this.aside.delete(socket);
        for (const scope of scopes) void this.bringBack(socket, scope);
      } else if (performance.now() - since > this.options.limits.patienceMs) {
        this.aside.delete(socket);
        this.options.bye(socket, 'too-slow');
      }
    }
  }

  /** Whether more is waiting for all together than can be kept. */
  private isFull(): boolean {
    const { totalBytes } = this.options.limits;
    if (this.waiting > totalBytes && performance.now() - this.weighedAt > weighMs) this.weigh();
    return this.waiting > totalBytes;
  }

  private weigh(): void {
    this.waiting = 0;
    for (const socket of this.options.viewers()) this.waiting += bytesFor(socket);
    this.weighedAt = performance.now();
  }

  /** Sends away those for whom most is waiting, until what is left can be kept. */
  private shed(): void {
    this.weigh();
    const { totalBytes } = this.options.limits;
    if (this.waiting <= totalBytes) return;
    const rows = [...this.options.viewers()].map((socket) => ({ socket, bytes: bytesFor(socket) }));
    for (const { socket, bytes } of rows.sort((a, b) => b.bytes - a.bytes)) {
      if (this.waiting <= totalBytes) return;
      this.waiting -= bytes;
      this.options.bye(socket, 'too-slow');
    }
  }

  /** A delta that fits no older board makes the viewer watch again, which answers with the newest. */
  private async bringBack(socket: LiveSocket, scope: string): Promise<void> {
    const feed = await this.options.hub.current(scope);
    if (!feed || !this.scopesOf(socket).includes(scope)) return;
    this.audience.join(scope, socket);
    const { epoch, rev, asOf } = feed;
    socket.emit('delta', { scope, epoch, from: rev, to: rev, asOf, patch: {} });
  }
}
