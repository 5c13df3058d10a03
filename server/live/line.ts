/** The line under a viewer's connection: what is put on it, what waits on it, and its end. */
import type { LiveSocket } from './live-socket.ts';
import type { SharedMessage } from './shared-message.ts';

/** Whoever is sent away and does not read that either is cut after this long, for what waits for him is kept so long. */
const lastWordsMs = 5_000;
/** Who polls comes to hear them within this time, be the machine slow. */
const farewellMs = 500;

interface WebSocketLine {
  bufferedAmount: number;
  readyState: number;
  terminate(): void;
  /** The way past the making of a frame, which Engine.IO takes too. */
  _sender?: { sendFrame(frame: SharedMessage['options']['wsPreEncodedFrame']): void };
}

const openState = 1;

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

/** Bytes that wait for a viewer in this server's memory, on a WebSocket. */
export const bytesFor = ({ conn }: LiveSocket): number => webSocketOf(conn)?.bufferedAmount ?? 0;

/** Packets that wait until those before have gone: Engine.IO keeps them to itself, there is no public count of them. */
export function packetsFor({ conn }: LiveSocket): number {
  const { writeBuffer } = conn as unknown as { writeBuffer?: readonly unknown[] };
  return writeBuffer?.length ?? 0;
}

/**
 * Gives a message at once to a viewer for whom nothing waits, past Engine.IO, whose account of each packet costs as
 * much as the sending. False where something waits: the message must go behind it.
 */
export function giveAtOnce(socket: LiveSocket, { options }: SharedMessage): boolean {
  const { conn } = socket;
  if (conn.readyState !== 'open' || packetsFor(socket) > 0) return false;
  const line = webSocketOf(conn);
  if (line?._sender === undefined || line.readyState !== openState || line.bufferedAmount > 0) return false;
  line._sender.sendFrame(options.wsPreEncodedFrame);
  return true;
}

/** Gives a message that others are given too, behind whatever waits for the viewer. */
export function give(socket: LiveSocket, message: SharedMessage): void {
  if (!giveAtOnce(socket, message)) socket.conn.write(message.packet, message.options);
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

/** Until all of these are closed; the end of a server does not wait for who takes longer. */
export async function allClosed(lines: readonly LiveSocket['conn'][]): Promise<void> {
  const open = lines.filter(({ readyState }) => readyState !== 'closed');
  const closed = open.map((line) => new Promise((resolve) => line.once('close', resolve)));
  let patience: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    patience = setTimeout(resolve, farewellMs);
  });
  await Promise.race([Promise.all(closed), over]);
  clearTimeout(patience);
}
