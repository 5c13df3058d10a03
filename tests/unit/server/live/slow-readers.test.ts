import { expect, test } from 'vitest';
import type { LiveSocket } from '../../../../server/live/live-socket.ts';
import {
  SlowReaders,
  type SlowReadersOptions,
  slowReaderLimits,
} from '../../../../server/live/slow-readers.ts';
import { until } from '../../../support/until.ts';

/** A connection as far as it is weighed. */
const viewerWith = (bufferedAmount: number): LiveSocket =>
  ({ conn: { transport: { socket: { bufferedAmount } }, writeBuffer: [] } }) as unknown as LiveSocket;

test('of many for whom much waits those are sent away for whom most waits, and nobody is given more', async () => {
  const [small, large, larger] = [viewerWith(10), viewerWith(40), viewerWith(60)];
  const connected = new Set([small, large, larger]);
  const sent: [LiveSocket, string][] = [];
  const options: Pick<SlowReadersOptions, 'viewers' | 'bye' | 'limits'> = {
    viewers: () => connected,
    bye: (socket, code) => {
      sent.push([socket, code]);
      connected.delete(socket);
    },
    limits: { ...slowReaderLimits, totalBytes: 100 },
  };
  const readers = new SlowReaders(options as SlowReadersOptions);
  try {
    readers.noteGiven(200);
    expect(readers.mustReadFirst(small)).toBe(true);
    await until('somebody is sent away', () => sent.length > 0);
    expect(sent).toEqual([[larger, 'too-slow']]);
    expect(readers.mustReadFirst(small)).toBe(false);
  } finally {
    readers.close();
  }
});
