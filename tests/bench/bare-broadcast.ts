/** `ws` alone, which sends one frame, made once, to everybody who is there: the least that a fan-out can cost. */
import * as library from 'ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { serveBroadcasts } from './broadcasts.ts';

/** The frame as it goes over the line, and the way past the library's own making of it, which are not in its types. */
interface BareSender {
  frame(data: Buffer, how: object): Buffer[];
}
interface Framed {
  _sender: { sendFrame(frame: Buffer[], sent: () => void): void };
}

const { Sender: sender } = library as unknown as { Sender: BareSender };

const how = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false };

await serveBroadcasts((http) => {
  const viewers = new Set<WebSocket>();
  new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (viewer) => {
    viewers.add(viewer);
    viewer.on('close', () => viewers.delete(viewer));
  });
  return (bytes) => {
    const frame = [Buffer.concat(sender.frame(Buffer.alloc(bytes, 'x'), how))];
    for (const viewer of viewers) (viewer as unknown as Framed)._sender.sendFrame(frame, () => {});
  };
});
