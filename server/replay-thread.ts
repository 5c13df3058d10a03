/** The thread that replays the past, so that neither what is stored nor what is live waits for it. */
import { readBoard } from './board/read-board.ts';
import { resolveScope } from './board/scope-parts.ts';
import { refresh, refreshMany, tell } from './projector/refresh.ts';
import { allPlaces, touched, withDependents } from './projector/touched.ts';
import { Registers } from './query/registers.ts';
import type { ReplayBeginning } from './replay/replay.ts';
import { Replays } from './replay/replays.ts';
import { openStore } from './store/open-store.ts';
import { pushTo, serve } from './threads/serve.ts';
import { givenToThread } from './threads/start.ts';

export interface ReplayGiven {
  databaseUrl: string;
}

export type ReplayPushes = { progress: { id: string; done: number; of: number } };

const { databaseUrl } = givenToThread<ReplayGiven>();
const push = pushTo<ReplayPushes>();
const store = await openStore(databaseUrl, { readOnly: true });
const boards = { resolve: resolveScope, read: readBoard };
const registers = new Registers(boards);
const replays = new Replays({
  store,
  registers: (view) => registers.all(view),
  boards,
  projection: { touched, withDependents, allPlaces, refresh, refreshMany, tell },
  onProgress: (progress) => push('progress', progress),
});

const handlers = {
  open: (beginning: ReplayBeginning) => replays.open(beginning),
  at: (id: string, instant: number, scope: string | undefined) => replays.at(id, instant, scope),
  close: (id: string): void => replays.close(id),
  end: async (): Promise<void> => {
    replays.closeAll();
    await store.close();
  },
};
export type ReplayHandlers = typeof handlers;

serve(handlers);

// The registers are taken in before the first replay asks for them; where that fails, it says so itself.
store.read((view) => registers.all(view)).catch(() => undefined);
