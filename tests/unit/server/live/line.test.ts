import { expect, test } from 'vitest';
import { give } from '../../../../server/live/line.ts';
import type { LiveSocket } from '../../../../server/live/live-socket.ts';
import { SharedMessage } from '../../../../server/live/shared-message.ts';

const message = new SharedMessage('clock', { asOf: '', now: '', build: '' });

interface State {
  readyState?: string;
  writeBuffer?: readonly string[];
  line?: { bufferedAmount?: number; readyState?: number };
  polls?: boolean;
}

/** What a connection in such a state does with a message: sends it at once, or puts it behind what waits. */
function ways({ readyState = 'open', writeBuffer = [], line = {}, polls = false }: State): string[] {
  const done: string[] = [];
  const socket = {
    ...{ bufferedAmount: 0, readyState: 1, ...line },
    _sender: { sendFrame: (frame: unknown) => done.push(`at once ${frame === frameOfIt}`) },
  };
  const frameOfIt = message.options.wsPreEncodedFrame;
  const conn = {
    ...{ readyState, writeBuffer, transport: polls ? {} : { socket } },
    write: (packet: string, options: unknown) =>
      done.push(`behind ${packet === message.packet && options === message.options}`),
  };
  give({ conn } as unknown as LiveSocket, message);
  return done;
}

test('a message goes out at once where nothing waits, and behind what waits', () => {
  expect(ways({})).toEqual(['at once true']);
  expect(ways({ writeBuffer: ['an answer'] })).toEqual(['behind true']);
  expect(ways({ line: { bufferedAmount: 1 } })).toEqual(['behind true']);
});

test('nothing is written on a line that is closing, or is none', () => {
  expect(ways({ readyState: 'closing' })).toEqual(['behind true']);
  expect(ways({ line: { readyState: 2 } })).toEqual(['behind true']);
  expect(ways({ polls: true })).toEqual(['behind true']);
});
