/** A server that is asked to stop ends, whatever its visitors do. */
import { connect } from 'node:net';
import { test } from 'vitest';
import { startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

test('lines that nobody uses, as browsers open them, do not keep it', async () => {
  const server = await startServer({ ANONYMOUS_READ: 'true' });
  const { hostname, port } = new URL(server.address);
  const unused = connect(Number(port), hostname);
  const half = connect(Number(port), hostname, () => half.write('GET /healthz HTTP/1.1\r\n'));
  let ended = 0;
  for (const line of [unused, half]) line.on('error', () => undefined).on('close', () => ended++);
  const viewer = await new Viewer(server.address, { reconnection: false }).connected();
  await server.stop();
  await until('every line is cut', () => ended === 2 && !viewer.socket.connected);
});
