import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Knows the lines on which nothing is under way: browsers open some that they may never use, and Node waits for them.
 * Answers how to cut these.
 */
export function trackUnusedLines(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    unused.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) unused.add(socket);
    });
  });
  // From now on it is no line of requests any more.
  server.on('upgrade', ({ socket }) => unused.delete(socket));
  return () => {
    for (const socket of unused) socket.destroy();
  };
}
