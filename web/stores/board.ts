/** The board of the watched scope as the screen has it, and how fresh it is. Panels read; only this file writes. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Freshness } from '../../shared/board/board.ts';
import type { Vitals } from '../../shared/wire/live.ts';
import type { LiveLine } from '../live/connection.ts';
import { ReplayConnection, type ReplayListener } from '../live/replay-connection.ts';
import type { Replica } from '../live/replica.ts';
import { useLine } from './line.ts';
import { usePast } from './past.ts';
import { type Picture, useScreenReplica } from './screen-replica.ts';

/** The present, followed whatever the screen shows. `asOf` moves with every clock while the page is live. */
function usePresent() {
  const epoch = ref('');
  const rev = ref(0);
  const replica = useScreenReplica<Replica>((next, turned) => {
    epoch.value = next.epoch;
    rev.value = next.rev;
    replica.asOf.value = Math.max(next.asOf, turned ? 0 : (replica.asOf.value ?? 0));
  });
  function reached(asOf: number): void {
    if (replica.board.value !== undefined) replica.asOf.value = asOf;
  }
  return { ...replica, epoch, rev, reached };
}

export const useBoard = defineStore('board', () => {
  const present = usePresent();
  const past = usePast();
  const { line, ...state } = useLine(present);
  const { mode, heldAt } = past;
  const shown = computed(() => (mode.value === 'live' ? present : past.shown));
  /** Of what is shown: the past is never live. */
  const freshness = computed<Freshness>(() => (mode.value === 'live' ? state.freshness.value : 'late'));

  /** Follows a scope from now on. What is shown in place of the present is of the place before. */
  function watch(next: string): void {
    if (next !== shown.value.scope.value) {
      if (mode.value === 'frozen') past.release();
      else past.shown.forget();
    }
    if (next !== present.scope.value) present.forget();
    line().watch(next);
  }

  /** Keeps the picture as it is, `at` being the time that the clock of the screen says. */
  function freeze(at: number): void {
    const { board, scope, asOf } = present;
    if (mode.value !== 'live' || board.value === undefined) return;
    past.freeze({ scope: scope.value, asOf: asOf.value ?? at, board: board.value }, at);
  }

  return {
    board: computed(() => shown.value.board.value),
    calm: computed(() => shown.value.calm.value),
    scope: computed(() => shown.value.scope.value),
    asOf: computed(() => shown.value.asOf.value),
    epoch: present.epoch,
    rev: present.rev,
    mode,
    heldAt,
    clockOffset: state.clockOffset,
    connection: state.connection,
    refusal: state.refusal,
    freshness,
    watch,
    /** Tells the server how this page is. */
    tell: (vitals: Vitals): void => line().tell(vitals),
    /** A replay over the line of this page. */
    openReplay: (replay: ReplayListener): ReplayConnection => new ReplayConnection(line().socket, replay),
    /** What else is spoken over the line of this page. */
    speak: <T>(begin: (line: LiveLine) => T): T => begin(line().socket),
    freeze,
    showReplayed: (picture: Picture): void => past.replay(picture),
    release: past.release,
  };
});
