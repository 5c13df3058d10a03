/** Replays of a store in this thread, put together as the server's own thread does it. */
import { readBoard } from '../../server/board/read-board.ts';
import { resolveScope } from '../../server/board/scope-parts.ts';
import { refresh, refreshMany, tell } from '../../server/projector/refresh.ts';
import { allPlaces, touched, withDependents } from '../../server/projector/touched.ts';
import { Replays } from '../../server/replay/replays.ts';
import type { Store } from '../../server/store/store.ts';
import type { Board } from '../../shared/board/board.ts';
import { apply, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { Register } from '../../shared/county/register.ts';
import type { ReplayBasis, ReplayFrame } from '../../shared/wire/replay.ts';

export interface FollowedReplay {
  /** The board of a scope at an instant (ms), as a page has it that applies every patch. */
  board(instant: number, scope: string): Promise<Board>;
  close(): void;
}

/** Opens a replay and follows it. */
export async function followReplay(
  store: Pick<Store, 'read'>,
  registers: readonly Register[],
  span: { from: number; to: number; basis: ReplayBasis; scope: string },
): Promise<FollowedReplay> {
  const replays = new Replays({
    store,
    registers: async () => registers,
    boards: { resolve: resolveScope, read: readBoard },
    projection: { touched, withDependents, allPlaces, refresh, refreshMany, tell },
    onProgress: () => undefined,
  });
  let held: { scope: string; rev: number; board: Board } | undefined;
  const take = ({ scope, rev, patch, board }: ReplayFrame): Board => {
    if (board) held = { scope, rev, board };
    else if (held && patch && held.scope === scope && held.rev === rev - 1)
      held = { scope, rev, board: apply(held.board as unknown as JsonObject, patch) as unknown as Board };
    else throw new Error(`frame ${rev} of ${scope} fits no board at hand`);
    return held.board;
  };
  const opened = await replays.open({ id: 'r', ...span });
  if (!opened.ok) throw new Error(opened.code);
  take(opened);
  return {
    board: async (instant, scope) => {
      const frame = await replays.at('r', instant, scope);
      if (!frame.ok) throw new Error(frame.code);
      return take(frame);
    },
    close: () => replays.close('r'),
  };
}
