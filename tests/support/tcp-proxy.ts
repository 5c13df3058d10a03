/**
 * A line that can be as bad as lines are: what passes through it is late, slow, cut anywhere, or simply no longer
 * arrives. What breaks where follows from a seed; nothing comes in another order, as TCP promises.
 */
import { connect, createServer, type Socket } from 'node:net';
import type { Random } from '../../mock/simulation/random.ts';

/** `up` is what goes to the server, `down` what comes from it. */
export type Direction = 'up' | 'down';

/** A connection breaks once so many bytes have passed in one direction: by a reset, or by silence on a line that looks open. */
export interface Break {
  direction: Direction;
  afterBytes: number;
  how: 'reset' | 'silence';
}

export interface Weather {
  /** Each piece arrives so much later, and up to `jitterMs` more. */
  delayMs: number;
  jitterMs: number;
  bytesPerSecond: number;
  /** How likely a new connection breaks, and within how many bytes. */
  breaks: number;
  withinBytes: number;
  /** How many of the breaks are silent. */
  silent: number;
  /** Whether new connections are taken at all. */
  open: boolean;
}

export const fairWeather: Weather = {
  ...{ delayMs: 0, jitterMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY },
  ...{ breaks: 0, withinBytes: 4_000, silent: 0, open: true },
};

/** What a sender may have on the way before it has to wait. */
const onTheWay = 1_000_000;
/** What is kept of the beginning of each connection, by which it can be known. */
const headBytes = 4_000;

/** What the pieces of a connection go through. */
interface Sky {
  weather(): Weather;
  random: Random;
  /** Whether nothing arrives any more. */
  isSilent(): boolean;
}

/** One direction of a connection: pieces that are on the way, in the order in which they came. */
class Way {
  #bytes = 0;
  #waiting = 0;
  #freeAt = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly sky: Sky,
    private readonly end: { afterBytes: number; reached: () => void } | undefined,
  ) {}

  /** Hands on a piece, or as much of it as still passes before the connection breaks. */
  take(piece: Buffer): void {
    const left = (this.end?.afterBytes ?? Number.POSITIVE_INFINITY) - this.#bytes;
    this.#bytes += piece.length;
    const passing = piece.subarray(0, Math.max(0, left));
    const breaks = left <= piece.length;
    this.#after(passing.length, () => {
      if (passing.length > 0) this.to.write(passing);
      if (breaks) this.end?.reached();
    });
  }

  /** What is on the way still arrives. */
  finish(): void {
    this.#after(0, () => this.to.end());
  }

  #after(bytes: number, arrive: () => void): void {
    const { delayMs, jitterMs, bytesPerSecond } = this.sky.weather();
    const now = performance.now();
    const arrival = now + delayMs + (jitterMs > 0 ? this.sky.random.between(0, jitterMs) : 0);
    this.#freeAt = Math.max(this.#freeAt, arrival) + (bytes / bytesPerSecond) * 1000;
    const waitMs = this.#freeAt - now;
    this.#waiting += bytes;
    if (this.#waiting > onTheWay) this.from.pause();
    this.#tail = this.#tail.then(async () => {
      if (waitMs >= 1) await new Promise((resolve) => setTimeout(resolve, this.#freeAt - performance.now()));
      if (!this.to.destroyed && !this.sky.isSilent()) arrive();
      this.#waiting -= bytes;
      if (this.#waiting <= onTheWay) this.from.resume();
    });
  }
}

export class TcpProxy {
  weather: Weather = fairWeather;
  readonly #random: Random;
  readonly #lines = new Set<Line>();
  readonly #listener = createServer({ allowHalfOpen: true }, (client) => this.#take(client));
  readonly #targets: readonly URL[];
  readonly #next: Break[] = [];
  readonly #inTurn: boolean;
  #turn = 0;

  private constructor(targets: readonly URL[], random: Random, inTurn: boolean) {
    this.#targets = targets;
    this.#random = random;
    this.#inTurn = inTurn;
  }

  /**
   * Before one server or several: a new connection goes to the next one in turn that takes it, or always to the first
   * one that does.
   */
  static async before(
    targets: string | readonly string[],
    random: Random,
    choice: 'in-turn' | 'first' = 'in-turn',
  ): Promise<TcpProxy> {
    const urls = [targets].flat().map((target) => new URL(target));
    const proxy = new TcpProxy(urls, random, choice === 'in-turn');
    await new Promise<void>((resolve) => proxy.#listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address of the first target, by way of this line. */
  get address(): string {
    const bound = this.#listener.address();
    const url = new URL(this.#targets[0] ?? '');
    url.hostname = '127.0.0.1';
    url.port = String(typeof bound === 'object' && bound ? bound.port : 0);
    return url.href.replace(/\/$/, '');
  }

  /** Connections that are open. */
  get lines(): number {
    return this.#lines.size;
  }

  /** The next connection breaks so. */
  breakNext(one: Break): void {
    this.#next.push(one);
  }

  /** Resets what is open; of those alone that began with `saying`, where it is given. Answers how many. */
  cut(saying?: RegExp): number {
    return this.#each(saying, (line) => line.reset());
  }

  /** What is open looks as before, and nothing arrives on it any more, in either direction. */
  silence(saying?: RegExp): number {
    return this.#each(saying, (line) => line.silence());
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #each(saying: RegExp | undefined, act: (line: Line) => void): number {
    const some = [...this.#lines].filter(({ head }) => saying?.test(head) ?? true);
    for (const line of some) act(line);
    return some.length;
  }

  #take(client: Socket, tried = 0): void {
    const from = this.#inTurn ? this.#turn++ : tried;
    const target = this.#targets[from % this.#targets.length];
    if (!target || !this.weather.open || tried === this.#targets.length) return void client.resetAndDestroy();
    client.pause();
    const server = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
    const refused = (): void => this.#take(client, tried + 1);
    client.on('error', () => server.destroy());
    server.once('error', refused);
    server.once('connect', () => {
      server.off('error', refused);
      const line = new Line(client, server, () => this.weather, this.#random, this.#breakOfNext());
      this.#lines.add(line);
      line.onGone(() => this.#lines.delete(line));
    });
  }

  #breakOfNext(): Break | undefined {
    const { breaks, withinBytes, silent } = this.weather;
    const told = this.#next.shift();
    if (told || !this.#random.chance(breaks)) return told;
    return {
      direction: this.#random.chance(0.5) ? 'up' : 'down',
      afterBytes: this.#random.whole(0, withinBytes),
      how: this.#random.chance(silent) ? 'silence' : 'reset',
    };
  }
}

/** A connection through the proxy. */
class Line {
  head = '';
  #silent = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    weather: () => Weather,
    random: Random,
    broken: Break | undefined,
  ) {
    const breakIn = (direction: Direction) =>
      broken?.direction === direction
        ? {
            afterBytes: broken.afterBytes,
            reached: () => (broken.how === 'reset' ? this.reset() : this.silence()),
          }
        : undefined;
    const sky: Sky = { weather, random, isSilent: () => this.#silent };
    const up = new Way(client, server, sky, breakIn('up'));
    const down = new Way(server, client, sky, breakIn('down'));
    client.on('data', (piece: Buffer) => {
      if (this.head.length < headBytes) this.head += piece.toString('latin1').slice(0, headBytes);
      up.take(piece);
    });
    server.on('data', (piece: Buffer) => down.take(piece));
    client.on('end', () => up.finish());
    server.on('end', () => down.finish());
    client.on('close', () => !this.#silent && server.destroy());
    server.on('close', () => !this.#silent && client.destroy());
    for (const socket of [client, server]) socket.on('error', () => this.reset());
    client.resume();
  }

  reset(): void {
    for (const socket of [this.client, this.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  silence(): void {
    this.#silent = true;
  }

  onGone(listener: () => void): void {
    let open = 2;
    for (const socket of [this.client, this.server])
      socket.once('close', () => {
        open -= 1;
        if (open === 0) listener();
      });
  }
}
