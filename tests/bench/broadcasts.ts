/** A server that sends to all its viewers at even times when it is asked to: `POST` of how often. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export interface Broadcast {
  /** Bytes of each message, where it can be chosen. */
  bytes: number;
  times: number;
  everyMs: number;
}

type Send = (bytes: number) => void;

async function broadcast(send: Send, { bytes, times, everyMs }: Broadcast): Promise<void> {
  const begun = performance.now();
  for (let n = 0; n < times; n++) {
    await pause(Math.max(0, begun + n * everyMs - performance.now()));
    send(bytes);
  }
}

/** Listens, and says where. */
export async function serveBroadcasts(sender: (http: Server) => Send): Promise<void> {
  const http = createServer(async (request, response) => {
    await broadcast(send, JSON.parse(await text(request)) as Broadcast);
    response.end();
  });
  const send = sender(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  process.on('SIGTERM', () => process.exit(0));
}
