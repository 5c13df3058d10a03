import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SharedMessage } from '../../../../server/live/shared-message.ts';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
afterAll(() => server.close());

const clock = (build: string): SharedMessage =>
  new SharedMessage('clock', { asOf: '2026-11-22T08:00:00Z', now: '2026-11-22T08:00:00Z', build });
const payloadOf = ({ packet }: SharedMessage): string => `4${packet}`;
const least = payloadOf(clock('')).length;

/** What a WebSocket makes of the bytes. */
async function received(message: SharedMessage): Promise<string> {
  server.once('connection', (_viewer, { socket }) => socket.write(message.options.wsPreEncodedFrame[0]));
  const viewer = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [data] = (await once(viewer, 'message')) as [Buffer];
  viewer.close();
  return data.toString('utf8');
}

/** On both sides of each form that a length may have. */
test.each([least, 125, 126, 65_535, 65_536, 200_000])('%i bytes are one frame of text', async (bytes) => {
  const message = clock('x'.repeat(bytes - least));
  expect(payloadOf(message)).toHaveLength(bytes);
  expect(await received(message)).toBe(payloadOf(message));
});

test('what is written in Chinese is measured in bytes', async () => {
  const message = clock('文明实践'.repeat(20));
  expect(await received(message)).toBe(payloadOf(message));
  expect(message.packet).toBe(
    `2["clock",{"asOf":"2026-11-22T08:00:00Z","now":"2026-11-22T08:00:00Z","build":"${'文明实践'.repeat(20)}"}]`,
  );
});
