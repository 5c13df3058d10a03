/**
 * Socket.IO alone with a county's register as plain objects and one record of state for each site: what memory for
 * viewers and for sites is measured beside.
 */
import { Server } from 'socket.io';
import { serveBroadcasts } from './broadcasts.ts';
import { benchCounty } from './county.ts';

const county = benchCounty(Number(process.argv[2] ?? 400));
const states = new Map(
  county.sites.map(({ code }) => [code, { code, seenAt: Date.now(), freshness: 'live', events: 0 }]),
);

await serveBroadcasts((http) => {
  const io = new Server(http, { serveClient: false, perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.on('watch', ({ scope }: { scope: string }, answer: (ok: object) => void) => {
      void socket.join(scope);
      answer({ ok: true, sites: county.sites.length, states: states.size });
    });
  });
  return () => void io.emit('delta', {});
});
