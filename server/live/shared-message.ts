/** A message to many viewers: put into text and into the bytes of a WebSocket once for all of them. */
import type { Clock, Delta } from '../../shared/wire/live.ts';

/** What begins a packet that carries an event, in the protocol of Socket.IO; before it, that of a message of Engine.IO. */
const event = '2';
const message = '4';

/** A final frame of text that is not masked, as servers send them (RFC 6455 §5.2). */
const finalText = 0x81;
const shortest = 125;
const twoBytes = 126;
const eightBytes = 127;

function headOf(length: number): Buffer {
  if (length <= shortest) return Buffer.of(finalText, length);
  const isLong = length > 0xffff;
  const head = Buffer.alloc(isLong ? 10 : 4);
  head[0] = finalText;
  head[1] = isLong ? eightBytes : twoBytes;
  if (isLong) head.writeBigUInt64BE(BigInt(length), 2);
  else head.writeUInt16BE(length, 2);
  return head;
}

export class SharedMessage {
  /** The packet of Socket.IO, for viewers whose connection has to keep it for a while. */
  readonly packet: string;
  /** The same as Engine.IO takes it for those of them that come by WebSocket. */
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame: readonly [Buffer] };

  constructor(...[name, content]: ['delta', Delta] | ['clock', Clock]) {
    this.packet = `${event}${JSON.stringify([name, content])}`;
    const payload = Buffer.from(`${message}${this.packet}`);
    this.options = {
      compress: false,
      // One piece: two would be corked and written as a vector, which costs as much as the message itself.
      wsPreEncodedFrame: [Buffer.concat([headOf(payload.length), payload])],
    };
  }
}
