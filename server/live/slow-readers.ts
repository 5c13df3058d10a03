/**
 * Viewers that do not keep up. What they have not taken stays in this server's memory, so they are taken out of the
 * room, told the newest once they have drained, and sent away where they do not drain.
 */
import type { ByeCode, Delta } from '../../shared/wire/live.ts';
import type { BoardHub } from './board-hub.ts';
import type { LiveSocket } from './live-socket.ts';

export interface SlowReaderLimits {
  /** Bytes or packets that may wait for one viewer before nothing more is added. */
  waitingBytes: number;
  waitingPackets: number;
  /** How long a viewer may be behind (ms). */
  patienceMs: number;
}

export const slowReaderLimits: SlowReaderLimits = {
  waitingBytes: 1_000_000,
  waitingPackets: 64,
  patienceMs: 15_000,
};
/** A viewer that asks on and on without reading has no claim to patience: so many times the packets. */
const packetsOfNoReader = 10;
const lookMs = 250;

export interface SlowReadersOptions {
  hub: BoardHub;
  asOf: () => string;
  bye: (socket: LiveSocket, code: ByeCode) => void;
  limits: SlowReaderLimits;
}

interface Aside {
  since: number;
  scopes: Set<string>;
}

/** What waits for a viewer in this server's memory. */
function waitingFor(socket: LiveSocket): { bytes: number; packets: number } {
  const { transport } = socket.conn;
  // Engine.IO keeps the packets that wait to itself; there is no public count of them.
  const packets: unknown = Reflect.get(socket.conn, 'writeBuffer');
  const raw: unknown = 'socket' in transport ? transport.socket : undefined;
  const buffered =
    typeof raw === 'object' &&
    raw !== null &&
    'bufferedAmount' in raw &&
    typeof raw.bufferedAmount === 'number'
      ? raw.bufferedAmount
      : 0;
  return { bytes: buffered, packets: Array.isArray(packets) ? packets.length : 0 };
}

export class SlowReaders {
  private readonly options: SlowReadersOptions;
  private readonly watched = new Map<string, Set<string>>();
  private readonly aside = new Map<LiveSocket, Aside>();
  private readonly timer: NodeJS.Timeout;

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
      this.watched.delete(socket.id);
      this.aside.delete(socket);
      return;
    }
    this.watched.get(socket.id)?.delete(scope);
    this.aside.get(socket)?.scopes.delete(scope);
  }

  /** The viewer watches a scope and has its newest board, so it is behind in it no longer. */
  join(socket: LiveSocket, scope: string): void {
    const scopes = this.watched.get(socket.id) ?? new Set();
    this.watched.set(socket.id, scopes.add(scope));
    this.aside.get(socket)?.scopes.delete(scope);
    void socket.join(scope);
  }

  setAsideIfBehind(socket: LiveSocket, { scope }: Delta): void {
    if (!this.isBehind(socket)) return;
    this.asideOf(socket).scopes.add(scope);
    void socket.leave(scope);
  }

  /** Whether a viewer that asks for a board should read first what it was given; who only asks is sent away. */
  mustReadFirst(socket: LiveSocket): boolean {
    if (!this.isBehind(socket)) return false;
    this.asideOf(socket);
    if (waitingFor(socket).packets > this.options.limits.waitingPackets * packetsOfNoReader) {
      this.options.bye(socket, 'too-slow');
    }
    return true;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private asideOf(socket: LiveSocket): Aside {
    const aside = this.aside.get(socket) ?? { since: performance.now(), scopes: new Set() };
    this.aside.set(socket, aside);
    return aside;
  }

  /** Whether more is waiting for a viewer than it should. */
  private isBehind(socket: LiveSocket): boolean {
    const { bytes, packets } = waitingFor(socket);
    const { waitingBytes, waitingPackets } = this.options.limits;
    return bytes > waitingBytes || packets > waitingPackets;
  }

  private look(): void {
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

  /** A delta that fits no older board makes the viewer watch again, which answers with the newest. */
  private async bringBack(socket: LiveSocket, scope: string): Promise<void> {
    const feed = await this.options.hub.current(scope);
    if (!feed || !this.scopesOf(socket).includes(scope)) return;
    void socket.join(scope);
    const { epoch, rev } = feed;
    socket.emit('delta', { scope, epoch, from: rev, to: rev, asOf: this.options.asOf(), patch: {} });
  }
}
