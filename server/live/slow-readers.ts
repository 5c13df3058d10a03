/**
 * Viewers that do not keep up. What they have not taken stays in this server's memory, so they are taken out of the
 * room, told the newest once they have drained, and sent away where they do not drain.
 */
import type { ByeCode, Delta } from '../../shared/wire/live.ts';
import type { BoardHub } from './board-hub.ts';
import type { LiveSocket } from './live-socket.ts';

/** Bytes or packets that may wait for one viewer before nothing more is added. */
const maxWaitingBytes = 1_000_000;
const maxWaitingPackets = 64;
/** How long a viewer may be behind. */
const patienceMs = 15_000;
const lookMs = 250;

export interface SlowReadersOptions {
  hub: BoardHub;
  asOf: () => string;
  bye: (socket: LiveSocket, code: ByeCode) => void;
}

interface Aside {
  since: number;
  scopes: Set<string>;
}

/** Whether more is waiting for a viewer than it should. */
function isBehind(socket: LiveSocket): boolean {
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
  return buffered > maxWaitingBytes || (Array.isArray(packets) && packets.length > maxWaitingPackets);
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
    if (!isBehind(socket)) return;
    const aside = this.aside.get(socket) ?? { since: Date.now(), scopes: new Set() };
    aside.scopes.add(scope);
    this.aside.set(socket, aside);
    void socket.leave(scope);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const [socket, { since, scopes }] of this.aside) {
      if (!isBehind(socket)) {
        this.aside.delete(socket);
        for (const scope of scopes) void this.bringBack(socket, scope);
      } else if (Date.now() - since > patienceMs) {
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
