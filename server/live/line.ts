/** The line under a viewer's connection: what waits on it, and its end. */
import type { LiveSocket } from './live-socket.ts';

/** Whoever is sent away and does not read that either is cut after this long, for what waits for him is kept so long. */
const lastWordsMs = 5_000;

interface WebSocketLine {
  bufferedAmount: number;
  terminate(): void;
}

/** Undefined where the viewer polls. */
function webSocketOf({ transport }: LiveSocket['conn']): WebSocketLine | undefined {
  const raw: unknown = 'socket' in transport ? transport.socket : undefined;
  const isLine =
    typeof raw === 'object' &&
    raw !== null &&
    'bufferedAmount' in raw &&
    typeof raw.bufferedAmount === 'number';
  return isLine ? (raw as WebSocketLine) : undefined;
}

/** What waits for a viewer in this server's memory. */
export function waitingFor({ conn }: LiveSocket): { bytes: number; packets: number } {
  // Engine.IO keeps the packets that wait to itself; there is no public count of them.
  const packets: unknown = Reflect.get(conn, 'writeBuffer');
  return {
    bytes: webSocketOf(conn)?.bufferedAmount ?? 0,
    packets: Array.isArray(packets) ? packets.length : 0,
  };
}

/** Closes a connection once its last words were taken, or without waiting for that any longer. */
export function hangUp(socket: LiveSocket): void {
  const { conn } = socket;
  const cut = setTimeout(() => {
    webSocketOf(conn)?.terminate();
    conn.close(true);
  }, lastWordsMs).unref();
  conn.once('close', () => clearTimeout(cut));
  socket.disconnect(true);
}
