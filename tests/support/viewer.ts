/** A viewer of the live protocol (contract §5), as strict as a client may be. */
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import type {
  ClientToServer,
  Clock,
  Delta,
  ServerToClient,
  WatchAnswer,
  WatchRequest,
} from '../../shared/wire/live.ts';
import { until } from './until.ts';

export interface Followed {
  epoch: string;
  rev: number;
  board: Board;
}

export type Bye = Parameters<ServerToClient['bye']>[0];

const answerMs = 20_000;

export class Viewer {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly followed = new Map<string, Followed>();
  readonly clocks: Clock[] = [];
  readonly byes: Bye[] = [];
  readonly deltas: (Delta & { arrived: number })[] = [];
  /** Deltas that did not begin at the revision at hand, though the viewer was watching. */
  gaps = 0;
  resumes = 0;
  snapshots = 0;
  private readonly asking = new Set<string>();

  constructor(address: string, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.socket = io(address, {
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 200,
      ...options,
    });
    this.socket.on('clock', (clock) => this.clocks.push(clock));
    this.socket.on('bye', (bye) => this.byes.push(bye));
    this.socket.on('delta', (delta) => this.take(delta));
  }

  async connected(): Promise<this> {
    await until('the viewer is connected', () => this.socket.connected);
    return this;
  }

  /** Asks once; keeps nothing of the answer. */
  ask(request: unknown): Promise<WatchAnswer> {
    return this.socket
      .timeout(answerMs)
      .emitWithAck('watch', request as WatchRequest) as Promise<WatchAnswer>;
  }

  /** Asks, and follows the scope from the answer on, also after a reconnect. */
  async follow(scope: string, forgetful = false): Promise<WatchAnswer> {
    const kept = this.followed.get(scope);
    const { epoch, rev } = kept ?? {};
    const after = epoch === undefined || rev === undefined || forgetful ? {} : { after: { epoch, rev } };
    this.asking.add(scope);
    return new Promise((resolve, reject) => {
      // The answer is taken at once: the deltas missed may stand in the same packet.
      this.socket.timeout(answerMs).emit('watch', { scope, wire: 1, ...after }, (error, answer) => {
        this.asking.delete(scope);
        if (error) reject(error);
        else resolve(this.answered(answer));
      });
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  private answered(answer: WatchAnswer): WatchAnswer {
    if (answer.ok && 'board' in answer) {
      const { scope, epoch, rev, board } = answer;
      this.snapshots += 1;
      this.followed.set(scope, { epoch, rev, board });
    } else if (answer.ok) this.resumes += 1;
    return answer;
  }

  private take(delta: Delta): void {
    this.deltas.push({ ...delta, arrived: performance.now() });
    const kept = this.followed.get(delta.scope);
    if (!kept || this.asking.has(delta.scope)) return;
    if (delta.epoch === kept.epoch && delta.from === kept.rev) {
      const board = apply(kept.board as unknown as JsonObject, delta.patch) as unknown as Board;
      this.followed.set(delta.scope, { epoch: delta.epoch, rev: delta.to, board });
      return;
    }
    this.gaps += 1;
    void this.follow(delta.scope).catch(() => {});
  }
}
