/** What goes between two threads. Everything in it can be cloned; an error goes as its parts. */
export interface RemoteFault {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

export type Message =
  | { kind: 'call'; id: number; method: string; values: unknown[] }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'fault'; id: number; fault: RemoteFault }
  | { kind: 'push'; name: string; value: unknown };

/** The side of a `MessagePort`, `parentPort` or `Worker` that both ends need. */
export interface Port {
  postMessage(message: Message): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

/** An error of another thread: its name, message and `code`, and where it was thrown there. */
export class RemoteError extends Error {
  readonly code?: string;

  constructor(fault: RemoteFault) {
    super(fault.message);
    this.name = fault.name;
    if (fault.code !== undefined) this.code = fault.code;
    if (fault.stack !== undefined) this.stack = fault.stack;
  }
}

export function faultOf(error: unknown): RemoteFault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const fault: RemoteFault = { name: error.name, message: error.message };
  if ('code' in error && typeof error.code === 'string') fault.code = error.code;
  if (error.stack !== undefined) fault.stack = error.stack;
  return fault;
}
