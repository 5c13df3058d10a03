/**
 * A process of viewers who count what they get and look at none of it, so that many of them cost little beside the
 * server that is measured.
 */
import { WebSocket } from 'ws';

export type Order =
  | { do: 'open'; address: string; kind: 'cockpit' | 'bare'; scope: string; count: number }
  | { do: 'count' }
  | { do: 'close' };

export interface Counted {
  /** Deltas, or frames of the bare server. */
  frames: number;
  bytes: number;
}

/** How many connect at the same time: what is measured is the time after. */
const together = 50;
const counted: Counted = { frames: 0, bytes: 0 };
const open: WebSocket[] = [];

const delta = Buffer.from('42["delta"');
const isDelta = (data: Buffer): boolean => data.subarray(0, delta.length).equals(delta);

function count(data: Buffer): void {
  counted.frames += 1;
  counted.bytes += data.length;
}

/** As much of Socket.IO as a viewer needs who follows one board (protocol 5 on Engine.IO 4). */
function follow(socket: WebSocket, scope: string, ready: () => void): void {
  socket.on('message', (data: Buffer) => {
    if (isDelta(data)) return count(data);
    const head = data.toString('latin1', 0, 3);
    if (head.startsWith('0')) socket.send('40');
    else if (head === '2') socket.send('3');
    else if (head.startsWith('40')) socket.send(`420["watch",${JSON.stringify({ scope, wire: 1 })}]`);
    else if (head === '430') ready();
  });
}

function connect({ address, kind, scope }: Extract<Order, { do: 'open' }>): Promise<void> {
  const path = kind === 'cockpit' ? '/socket.io/?EIO=4&transport=websocket' : '/';
  const options = { perMessageDeflate: false, skipUTF8Validation: true };
  const socket = new WebSocket(`${address.replace('http', 'ws')}${path}`, options);
  open.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    if (kind === 'cockpit') return follow(socket, scope, resolve);
    socket.on('message', count);
    socket.once('open', () => resolve());
  });
}

async function openAll(order: Extract<Order, { do: 'open' }>): Promise<void> {
  for (let left = order.count; left > 0; left -= together)
    await Promise.all(Array.from({ length: Math.min(left, together) }, () => connect(order)));
}

async function obey(order: Order): Promise<Counted> {
  if (order.do === 'open') await openAll(order);
  if (order.do === 'close') for (const socket of open.splice(0)) socket.terminate();
  return { ...counted };
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

process.on('disconnect', () => process.exit());
