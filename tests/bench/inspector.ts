/** What a process keeps in memory once its garbage is gone: asked of it over the protocol of its inspector. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { residentBytes } from './server.ts';

/** Makes a process that is started with it answer on a port. */
export const inspected = (port: number): { NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--inspect=127.0.0.1:${port}`,
});

export interface Footprint {
  /** Objects of all threads (bytes). */
  heap: number;
  /** Memory of the process (bytes). */
  rss: number;
}

interface Told {
  id?: number;
  method?: string;
  result?: { usedSize?: number };
  params?: { sessionId?: string; message?: string };
}

type Send = (method: string) => Promise<Told>;

/** A thread that only waits for another one, as that of a loader, does not answer; it keeps next to nothing. */
const patienceMs = 5_000;
/** For what a collection gives back to be given back. */
const settleMs = 1_000;

class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (told: Told) => void>();
  readonly #workers: string[] = [];
  #ids = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString('utf8')) as Told));
  }

  /** The main thread, and the others. */
  async threads(): Promise<Send[]> {
    const main: Send = (method) => this.#ask('', method, (text) => this.#socket.send(text));
    await this.#ask('', 'NodeWorker.enable', (text) => this.#socket.send(text), {
      waitForDebuggerOnStart: false,
    });
    await pause(settleMs);
    return [
      main,
      ...this.#workers.map(
        (session): Send =>
          (method) =>
            this.#askWorker(session, method),
      ),
    ];
  }

  #askWorker(sessionId: string, method: string): Promise<Told> {
    return this.#ask(sessionId, method, (message) => {
      this.#ids += 1;
      const params = { sessionId, message };
      this.#socket.send(JSON.stringify({ id: this.#ids, method: 'NodeWorker.sendMessageToWorker', params }));
    });
  }

  #ask(session: string, method: string, send: (text: string) => void, params = {}): Promise<Told> {
    this.#ids += 1;
    const id = this.#ids;
    const told = new Promise<Told>((resolve) => {
      this.#waiting.set(`${session}#${id}`, resolve);
      send(JSON.stringify({ id, method, params }));
    });
    return session === '' ? told : Promise.race([told, pause(patienceMs, {}, { ref: false })]);
  }

  #take({ id, method, params, result }: Told, session = ''): void {
    const { sessionId = '', message } = params ?? {};
    if (method === 'NodeWorker.attachedToWorker') this.#workers.push(sessionId);
    if (method === 'NodeWorker.receivedMessageFromWorker' && message !== undefined)
      this.#take(JSON.parse(message) as Told, sessionId);
    if (id !== undefined && result) this.#waiting.get(`${session}#${id}`)?.({ result });
  }
}

/** Resolves to a function that collects the garbage of all threads of a process, and says what is left. */
export async function inspect(port: number, pid: number): Promise<() => Promise<Footprint>> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '', { perMessageDeflate: false });
  // It ends with the process.
  socket.on('error', () => undefined);
  await once(socket, 'open');
  const threads = await new Inspector(socket).threads();
  return async () => {
    // What is freed by the first may hold what the second frees.
    for (let turn = 0; turn < 2; turn++)
      for (const thread of threads) await thread('HeapProfiler.collectGarbage');
    await pause(settleMs);
    const used = await Promise.all(threads.map((thread) => thread('Runtime.getHeapUsage')));
    const heap = used.reduce((sum, { result }) => sum + (result?.usedSize ?? 0), 0);
    return { heap, rss: residentBytes(pid) };
  };
}
