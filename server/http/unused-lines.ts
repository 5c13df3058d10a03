import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface LineLimits {
  most: number;
  /** Told of each line that was cut because there were more. */
  onCut: () => void;
}

export interface UnusedLines {
  /** Cuts every line on which nothing is under way. */
  cutAll(): void;
  /** Cuts the others too, whatever is under way. */
  cutEvery(): void;
}

/**
 * Knows the lines on which nothing is under way: browsers open some that they may never use, and Node waits for them
 * when the server closes. Of more than `most` lines the one is cut that has been unused for longest: whoever opens
 * lines and asks nothing, or never ends his question, keeps nobody out who asks.
 */
export function trackUnusedLines(server: Server, { most, onCut }: LineLimits): UnusedLines {
  const open = new Set<Socket>();
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    unused.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      unused.delete(socket);
    });
    // Where all others are in use, this is the new line itself.
    const [longest] = unused;
    if (open.size <= most) return;
    onCut();
    longest?.destroy();
  });
  server.on('request', ({ socket }, response) => {
    unused.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) unused.add(socket);
    });
  });
  // From now on it is no line of requests any more.
  server.on('upgrade', ({ socket }) => unused.delete(socket));
  return {
    cutAll() {
      for (const socket of unused) socket.destroy();
    },
    cutEvery() {
      for (const socket of open) socket.destroy();
    },
  };
}
