/**
 * The text of a board, made once for all who are given it: when a server has been away, thousands ask for the same
 * board within a second.
 */
import type { Board } from '../../shared/board/board.ts';
import type { WatchAnswer } from '../../shared/wire/live.ts';
import type { LiveIo } from './live-socket.ts';

type Encode = LiveIo['encoder']['encode'];
type Packet = Parameters<Encode>[0];

/** What a packet is that answers a message, in the protocol of Socket.IO. */
const acknowledgement = 3;

export class BoardTexts {
  /** A board is never changed; the next one is another object. */
  private readonly texts = new WeakMap<Board, string>();
  private madeSoFar = 0;
  private givenSoFar = 0;

  /** How many texts have been made. */
  get made(): number {
    return this.madeSoFar;
  }

  /** How many viewers have been given one. */
  get given(): number {
    return this.givenSoFar;
  }

  of(board: Board): string {
    const known = this.texts.get(board);
    if (known !== undefined) return known;
    const text = JSON.stringify(board);
    this.madeSoFar += 1;
    this.texts.set(board, text);
    return text;
  }

  /** Encodes answers that hold a board with its text, and everything else as before. */
  encodeWith(encode: Encode): Encode {
    return (packet) => {
      const answer = answerOf(packet);
      if (!answer?.ok || !('board' in answer)) return encode(packet);
      const { board, ...rest } = answer;
      this.givenSoFar += 1;
      const head = JSON.stringify(rest).slice(0, -1);
      return [`${acknowledgement}${packet.id ?? ''}[${head},"board":${this.of(board)}}]`];
    };
  }
}

function answerOf({ type, nsp, data }: Packet): WatchAnswer | undefined {
  if (type !== (acknowledgement as typeof type) || nsp !== '/' || !Array.isArray(data)) return undefined;
  const [answer]: unknown[] = data;
  // Frames of a replay are each given to one viewer alone.
  const isLive = typeof answer === 'object' && answer !== null && 'ok' in answer && 'epoch' in answer;
  return isLive ? (answer as WatchAnswer) : undefined;
}
