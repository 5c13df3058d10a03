/** The board of the watched scope as the screen has it, and how fresh it is. Panels read; only this file writes. */
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { Board, Freshness } from '../../shared/board/board.ts';
import { type ByeCode, staleMs, type WatchRefusal } from '../../shared/wire/live.ts';
import { type ConnectionListener, type ConnectionState, LiveConnection } from '../live/connection.ts';
import { reloadOnce } from '../live/reload.ts';
import type { Replica } from '../live/replica.ts';
import { createScheduler } from '../live/scheduler.ts';
import { token } from '../live/token.ts';
import { useSilence } from './silence.ts';

/** At most five flushes a second reach the figures, one a second the lists and charts. */
const flushMs = 200;
const calmMs = 1000;
const silentMs = 600_000;

/** The replica as the screen has it: what the socket writes is flushed in steps that an eye can follow. */
function useReplica() {
  const board = shallowRef<Board>();
  /** The same board at no more than 1 Hz, for what moves when it is redrawn: orders of rows, bars, charts. */
  const calm = shallowRef<Board>();
  const scope = ref('');
  const epoch = ref('');
  const rev = ref(0);
  /** The server's time of the figures, in milliseconds; moves with every clock while the page is live. */
  const asOf = ref<number>();
  let latest: Replica | undefined;

  const quiet = createScheduler(() => {
    calm.value = board.value;
  }, calmMs);

  const flush = createScheduler(() => {
    if (latest === undefined) return;
    const turned = latest.scope !== scope.value;
    scope.value = latest.scope;
    epoch.value = latest.epoch;
    rev.value = latest.rev;
    asOf.value = Math.max(latest.asOf, turned ? 0 : (asOf.value ?? 0));
    board.value = markRaw(latest.board);
    // Another place is another page: nothing of the last one may stay for a second.
    if (turned) calm.value = board.value;
    else quiet.mark();
  }, flushMs);

  function changed(replica: Replica): void {
    latest = replica;
    flush.mark();
  }

  function forget(): void {
    latest = undefined;
    board.value = undefined;
    calm.value = undefined;
    scope.value = '';
  }

  return { board, calm, scope, epoch, rev, asOf, changed, forget };
}

export const useBoard = defineStore('board', () => {
  const { changed, forget, ...replica } = useReplica();
  const { silent, heard } = useSilence(silentMs);
  /** Server's clock minus this machine's: a wall's own clock may be wrong. */
  const clockOffset = ref(0);
  const connection = ref<ConnectionState>('reconnecting');
  const refusal = ref<WatchRefusal | ByeCode>();
  /** The server itself is behind: figures lack what came since `asOf`, however well the line works. */
  const behind = ref(false);
  const freshness = computed<Freshness>(() => {
    if (connection.value === 'live' && !behind.value) return 'live';
    return silent.value ? 'silent' : 'late';
  });

  const listener: ConnectionListener = {
    changed,
    clock(clock) {
      behind.value = Date.parse(clock.now) - Date.parse(clock.asOf) > staleMs;
      // The contract promises `asOf` alone: without more it is the best word for the time.
      clockOffset.value = Date.parse(clock.now ?? clock.asOf) - Date.now();
      if (replica.board.value !== undefined) replica.asOf.value = Date.parse(clock.asOf);
      heard();
      if (clock.build && clock.build !== __BUILD__) reloadOnce(clock.build);
    },
    state(state) {
      connection.value = state;
    },
    refused(reason) {
      refusal.value = reason;
      if (reason !== undefined) forget();
      if (reason === 'wire-version') reloadOnce(reason);
    },
  };

  let live: LiveConnection | undefined;

  /** Follows a scope from now on. */
  function watch(next: string): void {
    live ??= new LiveConnection(listener, token);
    if (next !== replica.scope.value) forget();
    live.watch(next);
  }

  return { ...replica, clockOffset, connection, refusal, freshness, watch };
});
