/** The line to the server as the stores have it: how it is, what the server's clock says, and why it refuses. */
import { computed, type Ref, ref } from 'vue';
import type { Freshness } from '../../shared/board/board.ts';
import { type ByeCode, staleMs, type WatchRefusal } from '../../shared/wire/live.ts';
import { type ConnectionListener, type ConnectionState, LiveConnection } from '../live/connection.ts';
import { reloadOnce } from '../live/reload.ts';
import type { Replica } from '../live/replica.ts';
import { token } from '../live/token.ts';
import { useSilence } from './silence.ts';

const silentMs = 600_000;

export interface LineUser {
  changed(replica: Replica): void;
  /** Figures hold everything up to this instant. */
  reached(asOf: number): void;
  forget(): void;
}

export function useLine(user: LineUser) {
  const { silent, heard } = useSilence(silentMs);
  /** Server's clock minus this machine's: a wall's own clock may be wrong. */
  const clockOffset = ref(0);
  const connection = ref<ConnectionState>('reconnecting');
  const refusal: Ref<WatchRefusal | ByeCode | undefined> = ref();
  /** The server itself is behind: figures lack what came since `asOf`, however well the line works. */
  const behind = ref(false);
  const freshness = computed<Freshness>(() => {
    if (connection.value === 'live' && !behind.value) return 'live';
    return silent.value ? 'silent' : 'late';
  });

  const listener: ConnectionListener = {
    changed: user.changed,
    clock(clock) {
      behind.value = Date.parse(clock.now) - Date.parse(clock.asOf) > staleMs;
      // The contract promises `asOf` alone: without more it is the best word for the time.
      clockOffset.value = Date.parse(clock.now ?? clock.asOf) - Date.now();
      user.reached(Date.parse(clock.asOf));
      heard();
      if (clock.build && clock.build !== __BUILD__) reloadOnce(clock.build);
    },
    state(state) {
      connection.value = state;
    },
    refused(reason) {
      refusal.value = reason;
      if (reason !== undefined) user.forget();
      if (reason === 'wire-version') reloadOnce(reason);
    },
  };

  let live: LiveConnection | undefined;
  /** The one connection of the page, made when something is first wanted of it. */
  const line = (): LiveConnection => {
    live ??= new LiveConnection(listener, token);
    return live;
  };

  return { clockOffset, connection, refusal, freshness, line };
}
