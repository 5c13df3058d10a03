/** Replay over the live socket: who may ask for what, how many at a time, and for how long. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import type {
  ReplayFrame,
  ReplayOpened,
  ReplayRefused,
  ReplayToClient,
  ReplayToServer,
} from '../../shared/wire/replay.ts';
import type { ReplayBeginning } from './replay.ts';
import { refused } from './replay-error.ts';
import { type OpenRequest, parseAt, parseClose, parseOpen, type RequestedSpan } from './replay-request.ts';

const maxReplays = 4;
/** Whoever has not chosen after so long chooses something else, or nothing (ms). */
const aheadMs = 60_000;
/** A page that does not ask for so long has forgotten its replay (ms). */
const idleMs = 10 * 60_000;
/** A page waits for its frame before it asks for the next one; one that does not is told to. */
const maxWaiting = 8;

/** The replays themselves, wherever they run. */
export interface ReplayEngine {
  /** A replay may be asked for soon. */
  prepare(): void;
  open(beginning: ReplayBeginning): Promise<ReplayOpened | ReplayRefused>;
  at(id: string, instant: number, scope: string | undefined): Promise<ReplayFrame | ReplayRefused>;
  close(id: string): void;
  onProgress(listener: (progress: { id: string; done: number; of: number }) => void): void;
}

export interface ReplayServiceOptions {
  engine: ReplayEngine;
  /** Whether a scope exists, and whether the reader may see it. */
  access: (reader: Reader, scope: string) => 'ok' | 'unknown-scope' | 'forbidden-scope';
  now: () => number;
  onRefusal: (refusal: {
    actor: string;
    action: string;
    target: string;
    from: string;
    result: string;
  }) => void;
  onError: (error: unknown) => void;
  /** Tests shorten it. */
  idleMs?: number;
}

type NoEvents = Record<string, never>;
export type ReplaySocket = Pick<
  Socket<ReplayToServer, ReplayToClient, NoEvents, { reader: Reader; address: string }>,
  'id' | 'data' | 'handshake' | 'emit' | 'on' | 'disconnected'
>;

interface Running {
  socket: ReplaySocket;
  waiting: number;
  idle: NodeJS.Timeout;
  /** There while its viewer is still choosing: what of, and what he is told when he has chosen it. */
  ahead?: { name: string; opened: Promise<ReplayOpened | ReplayRefused> };
}

/** The same for the same question. */
const nameOf = ({ scope, span, basis }: OpenRequest): string => JSON.stringify([scope, span, basis]);

export class ReplayService {
  readonly #options: ReplayServiceOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: ReplayServiceOptions) {
    this.#options = options;
    options.engine.onProgress(({ id, done, of }) =>
      this.#running.get(id)?.socket.emit('replay-progress', { done, of }),
    );
  }

  /** Serves one connection until it ends. */
  serve(socket: ReplaySocket): void {
    socket.on('replay-soon', (request) => this.#openAhead(socket, request));
    socket.on('replay-open', (request, answer) => this.#answer(answer, () => this.#open(socket, request)));
    socket.on('replay-at', (request, answer) => this.#answer(answer, () => this.#at(socket, request)));
    socket.on('replay-close', (request) => {
      const id = parseClose(request);
      if (id !== undefined && this.#of(socket, id)) this.#end(id);
    });
    socket.on('disconnect', () => this.#endAll(socket));
  }

  close(): void {
    for (const id of [...this.#running.keys()]) this.#end(id);
  }

  #answer<T>(answer: unknown, work: () => Promise<T | ReplayRefused>): void {
    if (typeof answer !== 'function') return;
    work().then(
      (found) => answer(found),
      (error: unknown) => {
        this.#options.onError(error);
        answer(refused('unavailable'));
      },
    );
  }

  async #open(socket: ReplaySocket, raw: unknown): Promise<ReplayOpened | ReplayRefused> {
    const request = parseOpen(raw, this.#options.now());
    if (!request) return refused('bad-span');
    const { scope, span } = request;
    const refusal = this.#refusal(socket, scope);
    if (refusal) return refusal;
    if (!span) return refused('bad-span');
    const ahead = this.#takeAhead(socket, request);
    if (ahead) return ahead;
    this.#endAll(socket);
    this.#makeRoom();
    if (this.#running.size >= maxReplays) return refused('busy');
    return this.#begin(socket, { ...request, span }).opened;
  }

  #begin(socket: ReplaySocket, request: OpenRequest & { span: RequestedSpan }) {
    const { scope, span, basis } = request;
    const id = randomUUID();
    const running: Running = { socket, waiting: 0, idle: this.#patience(id) };
    this.#running.set(id, running);
    const beginning = { id, scope, ...span, ...(basis === undefined ? {} : { basis }) };
    const opened = this.#asked(id, () => this.#options.engine.open(beginning)).then((answer) => {
      if (!answer.ok) this.#end(id);
      return answer;
    });
    return { running, opened };
  }

  /** The way to the beginning of a busy day takes a second: it is gone while the viewer looks at what he has chosen. */
  #openAhead(socket: ReplaySocket, raw: unknown): void {
    this.#options.engine.prepare();
    const request = parseOpen(raw, this.#options.now());
    if (!request?.span || this.#options.access(socket.data.reader, request.scope) !== 'ok') return;
    const own = [...this.#running.values()].filter((running) => running.socket === socket);
    const name = nameOf(request);
    // A replay that is on is not ended for one that may never be.
    if (own.some(({ ahead }) => !ahead || ahead.name === name)) return;
    this.#endAll(socket);
    if (this.#running.size >= maxReplays) return;
    const { running, opened } = this.#begin(socket, { ...request, span: request.span });
    running.ahead = { name, opened };
    opened.catch(this.#options.onError);
  }

  #takeAhead(socket: ReplaySocket, request: OpenRequest): Promise<ReplayOpened | ReplayRefused> | undefined {
    const name = nameOf(request);
    for (const [id, running] of this.#running) {
      if (running.socket !== socket || running.ahead?.name !== name) continue;
      const { opened } = running.ahead;
      delete running.ahead;
      clearTimeout(running.idle);
      running.idle = this.#patience(id);
      return opened;
    }
    return undefined;
  }

  /** Where all places are taken, one goes that nobody has begun yet. */
  #makeRoom(): void {
    if (this.#running.size < maxReplays) return;
    const [ahead] = [...this.#running].find(([, running]) => running.ahead) ?? [];
    if (ahead !== undefined) this.#end(ahead);
  }

  async #at(socket: ReplaySocket, raw: unknown): Promise<ReplayFrame | ReplayRefused> {
    const request = parseAt(raw);
    const running = request && this.#of(socket, request.id);
    if (!request || !running) return refused('unknown-replay');
    const { id, at, scope } = request;
    if (at === undefined) return refused('bad-span');
    const refusal = scope === undefined ? undefined : this.#refusal(socket, scope);
    if (refusal) return refusal;
    if (running.waiting >= maxWaiting) return refused('busy');
    return this.#asked(id, () => this.#options.engine.at(id, at, scope));
  }

  /** Asks for a running replay, and ends what turns out to be over. */
  async #asked<T extends ReplayFrame>(
    id: string,
    ask: () => Promise<T | ReplayRefused>,
  ): Promise<T | ReplayRefused> {
    const running = this.#running.get(id);
    if (!running) return refused('unknown-replay');
    running.waiting += 1;
    try {
      const found = await ask();
      if (!found.ok && found.code === 'unknown-replay') this.#end(id);
      return found;
    } catch (error) {
      this.#end(id);
      throw error;
    } finally {
      running.waiting -= 1;
      if (this.#running.get(id) === running) {
        clearTimeout(running.idle);
        running.idle = this.#patience(id);
      }
    }
  }

  #refusal(socket: ReplaySocket, scope: string): ReplayRefused | undefined {
    const { reader } = socket.data;
    const access = this.#options.access(reader, scope);
    if (access === 'ok') return undefined;
    if (access === 'forbidden-scope')
      this.#options.onRefusal({
        actor: actorOf(reader),
        action: 'live.replay',
        target: scope,
        from: socket.data.address,
        result: access,
      });
    return refused(access);
  }

  /** A replay of this connection; nobody asks for another's. */
  #of(socket: ReplaySocket, id: string): Running | undefined {
    const running = this.#running.get(id);
    return running?.socket === socket ? running : undefined;
  }

  #patience(id: string): NodeJS.Timeout {
    const ahead = this.#running.get(id)?.ahead !== undefined;
    return setTimeout(() => this.#end(id), ahead ? aheadMs : (this.#options.idleMs ?? idleMs)).unref();
  }

  #end(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    clearTimeout(running.idle);
    this.#running.delete(id);
    this.#options.engine.close(id);
  }

  #endAll(socket: ReplaySocket): void {
    for (const [id, running] of [...this.#running]) if (running.socket === socket) this.#end(id);
  }
}
