/** The live protocol on Socket.IO (contract §5): watch, resume, delta, clock, bye. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import {
  type ByeCode,
  type Clock,
  clockMs,
  type Delta,
  maxScopesPerConnection,
  type WatchAnswer,
  type WatchRefusal,
  wireVersion,
} from '../../shared/wire/live.ts';
import type { BoardHub } from './board-hub.ts';
import { BoardTexts } from './board-texts.ts';
import { callerOf } from './caller.ts';
import { allClosed, give, hangUp } from './line.ts';
import type { LiveIo, LiveSocket } from './live-socket.ts';
import { MessageRate } from './message-rate.ts';
import { SharedMessage } from './shared-message.ts';
import { type SlowReaderLimits, SlowReaders, slowReaderLimits } from './slow-readers.ts';
import { parseWatch } from './watch-request.ts';
import { byeDetails, refusalDetails } from './words.ts';

/** Nothing a viewer sends is large. */
const maxMessageBytes = 16_384;

/** What viewers may take of the server. */
export interface ViewerLimits {
  /** Connections at the same time. */
  connections: number;
  /** Messages of one connection. */
  messagesPerSecond: number;
}

export interface LiveServerOptions {
  http: HttpServer;
  limits: ViewerLimits;
  hub: BoardHub;
  /** Who presents these credentials, or undefined where nobody may read with them. */
  authenticate: (credentials: {
    authorization?: string;
    cookie?: string;
    token?: string;
    secure: boolean;
  }) => Promise<Reader | undefined>;
  /** Whether a scope exists, and whether the reader may see it. */
  access: (reader: Reader, scope: string) => 'ok' | 'unknown-scope' | 'forbidden-scope';
  /** Whether a proxy is believed for whom it asks. */
  trustsProxy: (address: string) => boolean;
  /** The instant up to which boards hold everything (RFC 3339). */
  asOf: () => string;
  /** The server's clock (RFC 3339). */
  now: () => string;
  build: string;
  onRefusal: (refusal: {
    actor: string;
    action: string;
    target: string;
    from: string;
    result: string;
  }) => void;
  onError: (error: unknown) => void;
  slowReaders?: SlowReaderLimits | undefined;
  /** Whether nobody more can be served just now. */
  isOverloaded: () => boolean;
  /** Told of everyone who is refused or sent away because there is too much to do. */
  onShed: (what: 'connection' | 'viewer' | 'board') => void;
  /** What else a connection is served with, each told of every new one. */
  services?: readonly ((socket: LiveSocket) => void)[] | undefined;
}

export class LiveServer {
  private readonly options: LiveServerOptions;
  private readonly io: LiveIo;
  private readonly slow: SlowReaders;
  /** Texts of boards, and how many there were. */
  readonly texts = new BoardTexts();
  private readonly clock: NodeJS.Timeout;

  constructor(options: LiveServerOptions) {
    this.options = options;
    this.io = new Server(options.http, {
      path: '/socket.io',
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: maxMessageBytes,
      // A browser sends the cookie of its session with a page of another site too.
      allowRequest: (request, answer) => {
        const fault = this.faultOf(request);
        answer(fault ?? null, fault === undefined);
      },
    });
    // Adapter and connections take the encoder from the server when they are made.
    this.io.encoder.encode = this.texts.encodeWith(this.io.encoder.encode.bind(this.io.encoder));
    this.slow = new SlowReaders({
      hub: options.hub,
      viewers: () => this.io.of('/').sockets.values(),
      bye: (socket, code) => this.bye(socket, code),
      limits: options.slowReaders ?? slowReaderLimits,
    });
    this.io.use((socket, next) => {
      this.admit(socket, next).catch((error: unknown) => {
        this.options.onError(error);
        next(new Error('unavailable'));
      });
    });
    this.io.on('connection', (socket) => this.serve(socket));
    this.clock = setInterval(() => this.tellTime(), clockMs);
  }

  get connections(): number {
    return this.io.of('/').sockets.size;
  }

  /** Encodes a delta once for all who watch its scope; who is behind gets it later, or a snapshot. */
  publish(delta: Delta): void {
    this.slow.publish(delta);
  }

  /** Who follows a board just now. */
  *watching(): Iterable<Reader> {
    for (const socket of this.io.of('/').sockets.values())
      if (this.slow.scopesOf(socket).length > 0) yield socket.data.reader;
  }

  /** Sends away everyone whom the test holds for. */
  dismiss(code: ByeCode, whom: (reader: Reader) => boolean): void {
    for (const socket of this.io.of('/').sockets.values())
      if (whom(socket.data.reader)) this.bye(socket, code);
  }

  /** Sends everyone away; resolves once all have taken it, or had the time to: whoever polls may be between two questions. */
  async farewell(): Promise<void> {
    const lines = [...this.io.of('/').sockets.values()].map(({ conn }) => conn);
    this.dismiss('shutting-down', () => true);
    await allClosed(lines);
  }

  async close(): Promise<void> {
    clearInterval(this.clock);
    this.slow.close();
    this.dismiss('shutting-down', () => true);
    await this.io.close();
  }

  /** Why a request for a connection is refused; nobody asks for what belongs to one that is there. */
  private faultOf(request: IncomingMessage): string | undefined {
    const { foreign, address } = callerOf(request, this.options.trustsProxy);
    // Nobody's fault, so nothing for the audit log.
    if (!foreign && this.options.isOverloaded()) {
      this.options.onShed('connection');
      return 'overloaded';
    }
    const isFull = this.io.engine.clientsCount >= this.options.limits.connections;
    if (!foreign && !isFull) return undefined;
    this.refusal('anonymous', 'live.connect', '/', foreign ? 'foreign-origin' : 'too-many-viewers', address);
    return foreign ? 'foreign origin' : 'too many viewers';
  }

  /** Whoever sends more than any page of ours is cut; a page would come back by itself. */
  private limitMessages(socket: LiveSocket): void {
    const rate = new MessageRate(this.options.limits.messagesPerSecond, Date.now());
    socket.use((_message, next) => {
      if (rate.take(Date.now())) return next();
      if (!socket.connected) return;
      this.refusal(
        actorOf(socket.data.reader),
        'live.message',
        '/',
        'too-many-requests',
        socket.data.address,
      );
      socket.disconnect(true);
    });
  }

  private async admit(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    const { headers, auth } = socket.handshake;
    const token: unknown = auth.token;
    const { address, secure } = callerOf(socket.request, this.options.trustsProxy);
    const reader = await this.options.authenticate({
      ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
      ...(headers.cookie === undefined ? {} : { cookie: headers.cookie }),
      ...(typeof token === 'string' ? { token } : {}),
      secure,
    });
    if (reader) {
      socket.data = { reader, address, opening: 0 };
      next();
      return;
    }
    this.refusal('anonymous', 'live.connect', '/', 'unauthorized', address);
    next(
      Object.assign(new Error('unauthorized'), {
        data: { code: 'unauthorized', detail: '需要登录 / sign in first' },
      }),
    );
  }

  private serve(socket: LiveSocket): void {
    this.limitMessages(socket);
    for (const service of this.options.services ?? []) service(socket);
    socket.emit('clock', this.clockNow());
    socket.on('watch', (request, answer) => {
      if (typeof answer !== 'function') return;
      this.watch(socket, request, answer).catch((error: unknown) => {
        this.options.onError(error);
        answer({ ok: false, code: 'unavailable', detail: refusalDetails.unavailable });
      });
    });
    socket.on('unwatch', (request) => {
      const scope = parseWatch(request)?.scope;
      if (scope !== undefined) this.leave(socket, scope);
    });
    socket.on('disconnecting', () => {
      for (const scope of this.slow.scopesOf(socket)) this.options.hub.countViewer(scope, -1);
      this.slow.forget(socket);
    });
  }

  private leave(socket: LiveSocket, scope: string): void {
    if (!this.slow.scopesOf(socket).includes(scope)) return;
    this.slow.forget(socket, scope);
    this.options.hub.countViewer(scope, -1);
  }

  private async watch(
    socket: LiveSocket,
    raw: unknown,
    answer: (answer: WatchAnswer) => void,
  ): Promise<void> {
    const refuse = (code: WatchRefusal): void => answer({ ok: false, code, detail: refusalDetails[code] });
    const request = parseWatch(raw);
    if (!request) return refuse('unknown-scope');
    if (request.wire !== undefined && request.wire !== wireVersion) {
      refuse('wire-version');
      return this.bye(socket, 'wire-version');
    }
    const { scope, after } = request;
    const access = this.options.access(socket.data.reader, scope);
    if (access !== 'ok') {
      const actor = actorOf(socket.data.reader);
      if (access === 'forbidden-scope') {
        this.refusal(actor, 'live.watch', scope, access, socket.data.address);
      }
      return refuse(access);
    }
    const isNew = !this.slow.scopesOf(socket).includes(scope);
    if (isNew && this.slow.scopesOf(socket).length + socket.data.opening >= maxScopesPerConnection) {
      return refuse('too-many-scopes');
    }
    socket.data.opening += 1;
    const feed = await this.options.hub.current(scope).finally(() => {
      socket.data.opening -= 1;
    });
    if (socket.disconnected) return;
    if (this.slow.mustReadFirst(socket)) {
      this.options.onShed('board');
      return refuse('unavailable');
    }
    if (!feed) return refuse('unknown-scope');
    // From here to the answer nothing else runs, so no delta falls between the board and those that follow.
    if (!this.slow.scopesOf(socket).includes(scope)) this.options.hub.countViewer(scope, 1);
    this.slow.join(socket, scope);
    const { epoch, rev, board, asOf } = feed;
    const missed = after && feed.since(after.epoch, after.rev);
    if (missed) {
      // The revision that the viewer holds: the deltas that follow lead from it to the current one.
      answer({ ok: true, scope, epoch, rev: after.rev, resumed: true });
      for (const delta of missed) socket.emit('delta', delta);
      return;
    }
    this.slow.noteGiven(this.texts.of(board).length);
    answer({ ok: true, wire: wireVersion, scope, epoch, rev, asOf, board });
  }

  private tellTime(): void {
    const message = new SharedMessage('clock', this.clockNow());
    for (const socket of this.io.of('/').sockets.values()) give(socket, message);
  }

  private clockNow(): Clock {
    const { asOf, now, build } = this.options;
    return { asOf: asOf(), now: now(), build };
  }

  private refusal(actor: string, action: string, target: string, result: string, from: string): void {
    this.options.onRefusal({ actor, action, target, from, result });
  }

  private bye(socket: LiveSocket, code: ByeCode): void {
    if (code === 'too-slow') this.options.onShed('viewer');
    socket.emit('bye', { code, detail: byeDetails[code] });
    hangUp(socket);
  }
}
