/** The side of a worker thread: answers calls by name, and pushes what nobody asked for. */
import { parentPort } from 'node:worker_threads';
import { faultOf, type Message, type Port } from './message.ts';

/** Named functions that the other side may call. Arguments and answers are cloned. */
export type Handlers = Record<string, (...values: never[]) => unknown>;

/** Named messages that a worker sends by itself, with their values. */
export type Pushes = Record<string, unknown>;

export type Push<P extends Pushes> = <Name extends keyof P & string>(name: Name, value: P[Name]) => void;

async function answer(handlers: Handlers, id: number, method: string, values: unknown[]): Promise<Message> {
  try {
    if (!Object.hasOwn(handlers, method)) throw new Error(`This thread does not know ${method}.`);
    const handler = handlers[method] as (...values: unknown[]) => unknown;
    return { kind: 'answer', id, value: await handler(...values) };
  } catch (error) {
    return { kind: 'fault', id, fault: faultOf(error) };
  }
}

/** An answer that cannot be cloned is the fault of its call, and of nothing else. */
function post(port: Port, message: Message): void {
  try {
    port.postMessage(message);
  } catch (error) {
    if (message.kind !== 'answer') throw error;
    port.postMessage({ kind: 'fault', id: message.id, fault: faultOf(error) });
  }
}

/** A function that sends to the main thread, for parts that are made before there is something to call. */
export function pushTo<P extends Pushes>(port: Port | null = parentPort): Push<P> {
  if (!port) throw new Error('This is not a worker thread.');
  return (name, value) => port.postMessage({ kind: 'push', name, value });
}

/** Answers calls from now on; those that came earlier have waited in the port. */
export function serve(handlers: Handlers, port: Port | null = parentPort): void {
  if (!port) throw new Error('This is not a worker thread.');
  port.on('message', (message) => {
    if (message.kind === 'call')
      void answer(handlers, message.id, message.method, message.values).then((reply) => post(port, reply));
  });
}
