import { markRaw, type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import type { Board } from '../../shared/board/board.ts';
import { createScheduler } from '../live/scheduler.ts';

/** At most five flushes a second reach the figures, one a second the lists and charts. */
const flushMs = 200;
const calmMs = 1000;

/** What the screen needs of a board: whose it is, and of when. */
export interface Picture {
  scope: string;
  /** In milliseconds since 1970, by the server's clock. */
  asOf: number;
  board: Board;
}

export interface ScreenReplica<P extends Picture> {
  board: Readonly<ShallowRef<Board | undefined>>;
  /** The same board at no more than 1 Hz, for what moves when it is redrawn: orders of rows, bars, charts. */
  calm: Readonly<ShallowRef<Board | undefined>>;
  scope: Readonly<Ref<string>>;
  asOf: Ref<number | undefined>;
  changed(picture: P): void;
  forget(): void;
}

/**
 * A board as the screen has it: what comes over the line is flushed in steps that an eye can follow. `flushed` is told
 * of each step, and whether it is the first of another place.
 */
export function useScreenReplica<P extends Picture>(
  flushed: (picture: P, turned: boolean) => void,
): ScreenReplica<P> {
  const board = shallowRef<Board>();
  const calm = shallowRef<Board>();
  const scope = ref('');
  const asOf = ref<number>();
  let latest: P | undefined;

  const quiet = createScheduler(() => {
    calm.value = board.value;
  }, calmMs);

  const flush = createScheduler(() => {
    if (latest === undefined) return;
    const turned = latest.scope !== scope.value;
    scope.value = latest.scope;
    board.value = markRaw(latest.board);
    flushed(latest, turned);
    // Another place is another page: nothing of the last one may stay for a second.
    if (turned) calm.value = board.value;
    else quiet.mark();
  }, flushMs);

  return {
    board,
    calm,
    scope,
    asOf,
    changed(picture) {
      latest = picture;
      flush.mark();
    },
    forget() {
      latest = undefined;
      board.value = undefined;
      calm.value = undefined;
      scope.value = '';
    },
  };
}
