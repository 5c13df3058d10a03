import type { Server } from 'node:http';
import type { UnusedLines } from './unused-lines.ts';

/** A line that was let in just now may bring its request yet: it is given so long (ms). */
const lastRequestsMs = 300;
/** Answers still come for this long (ms), for a disk may be slow; then every line is cut. */
const lastAnswersMs = 5_000;

/** Lets nobody in any more, at once, so that a balancer goes elsewhere; resolves once whoever was in has his answer. */
export async function giveLastAnswers(server: Server, lines: UnusedLines): Promise<void> {
  const cutUnused = setInterval(() => lines.cutAll(), lastRequestsMs);
  const cutEvery = setTimeout(() => lines.cutEvery(), lastAnswersMs);
  // Whoever would stay is sent on to another server at once.
  server.prependListener('upgrade', ({ socket }) => socket.destroy());
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(cutUnused);
  clearTimeout(cutEvery);
}
