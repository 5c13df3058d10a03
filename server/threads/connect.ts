/** The side of the main thread: a worker's functions as asynchronous methods. */
import type { Worker } from 'node:worker_threads';
import { type Message, RemoteError } from './message.ts';
import type { Handlers, Pushes } from './serve.ts';

/** The functions of a thread as they look from another one. */
export type Remote<H extends Handlers> = {
  [Name in keyof H]: (...values: Parameters<H[Name]>) => Promise<Awaited<ReturnType<H[Name]>>>;
};

export interface Connected<H extends Handlers, P extends Pushes> {
  call: Remote<H>;
  /** Listens to what the worker sends by itself; returns how to stop. */
  on<Name extends keyof P & string>(name: Name, listener: (value: P[Name]) => void): () => void;
  /** Ends the worker at once; calls under way fail. Let it finish its work by a call of its own first. */
  stop(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls under way, by number; after the end there are none any more. */
class Calls {
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #over: Error | undefined;

  start(send: (id: number) => void): Promise<unknown> {
    if (this.#over) return Promise.reject(this.#over);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      try {
        send(id);
      } catch (error) {
        this.#waiting.delete(id);
        reject(error);
      }
    });
  }

  settle(message: Message): void {
    if (message.kind !== 'answer' && message.kind !== 'fault') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new RemoteError(message.fault));
  }

  end(error: Error): void {
    this.#over ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}

/** A property that is asked of any object, such as `then` by `await`, is no call. */
function remote<H extends Handlers>(worker: Worker, calls: Calls): Remote<H> {
  return new Proxy({} as Remote<H>, {
    get: (_, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined;
      return (...values: unknown[]) =>
        calls.start((id) => worker.postMessage({ kind: 'call', id, method, values } satisfies Message));
    },
  });
}

/** `onDeath` is told once when the worker ends without being stopped. */
export function connect<H extends Handlers, P extends Pushes = Record<never, never>>(
  worker: Worker,
  onDeath: (error: Error) => void = () => undefined,
): Connected<H, P> {
  const calls = new Calls();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  let state: 'running' | 'stopping' | 'dead' = 'running';
  const end = (error: Error): void => {
    calls.end(error);
    if (state === 'running') onDeath(error);
    state = 'dead';
  };
  worker.on('message', (message: Message) => {
    if (message.kind !== 'push') calls.settle(message);
    else for (const listener of listeners.get(message.name) ?? []) listener(message.value);
  });
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => end(new Error(`The worker thread ended with code ${code}.`)));
  return {
    call: remote<H>(worker, calls),
    on: (name, listener) => {
      const of = listeners.get(name) ?? new Set();
      listeners.set(name, of);
      const heard = listener as (value: unknown) => void;
      of.add(heard);
      return () => of.delete(heard);
    },
    stop: async () => {
      if (state === 'running') state = 'stopping';
      await worker.terminate();
    },
  };
}
