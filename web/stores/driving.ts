/** 遥控: the displays that may be driven, those that are, and commands to them. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  drivenMost,
  type RemoteDisplay,
  type RemoteRefused,
  type ViewChange,
} from '../../shared/wire/remote.ts';
import { DrivingConnection } from '../live/driving-connection.ts';
import { request } from '../live/request.ts';
import { useBoard } from './board.ts';

/** Who drives is there, which the server learns of requests alone; so often is enough. */
const presentMs = 60_000;

/** The displays that the server tells of, and which of them are chosen. */
function useDisplays() {
  const displays = shallowRef<readonly RemoteDisplay[]>();
  const chosenIds = ref<readonly string[]>([]);
  const refusal = shallowRef<RemoteRefused>();
  const known = (id: string): boolean => displays.value?.some((one) => one.id === id) ?? false;
  const chosen = computed(() => (displays.value ?? []).filter(({ id }) => chosenIds.value.includes(id)));

  /** Without a choice, the first display that is there. */
  function choose(ids: readonly string[]): void {
    const left = ids.filter(known).slice(0, drivenMost);
    const list = displays.value ?? [];
    const some = list.find(({ pages }) => pages > 0) ?? list[0];
    chosenIds.value = left.length > 0 || !some ? left : [some.id];
  }

  return {
    ...{ displays, chosen, chosenIds, refusal, choose },
    all(list: readonly RemoteDisplay[]): void {
      displays.value = list;
      refusal.value = undefined;
      choose(chosenIds.value);
    },
    changed(display: RemoteDisplay): void {
      const list = displays.value ?? [];
      displays.value = known(display.id)
        ? list.map((one) => (one.id === display.id ? display : one))
        : [...list, display];
      if (chosenIds.value.length === 0) choose([display.id]);
    },
    gone(id: string): void {
      displays.value = displays.value?.filter((one) => one.id !== id);
      choose(chosenIds.value);
    },
    refused(refused: RemoteRefused): void {
      refusal.value = refused;
    },
  };
}

export const useDriving = defineStore('driving', () => {
  const board = useBoard();
  const { all, changed, gone, refused, ...known } = useDisplays();
  const { displays, chosen, chosenIds, refusal, choose } = known;
  /** A command that was not carried out, in words. */
  const fault = ref('');
  /** Minutes after which a view that is asked for is over; undefined: it stays. */
  const minutes = ref<number>();
  let connection: DrivingConnection | undefined;
  let presentAt = Number.NEGATIVE_INFINITY;

  function open(): void {
    connection ??= board.speak((line) => new DrivingConnection(line, { all, changed, gone, refused }));
  }

  function close(): void {
    connection?.close();
    connection = undefined;
    displays.value = undefined;
  }

  function showPresence(): void {
    const now = performance.now();
    if (now - presentAt < presentMs) return;
    presentAt = now;
    request('session').catch(() => {
      // Whatever it is, the line itself tells of it.
    });
  }

  /** Tells the chosen displays what to show; null: everything back to normal. */
  async function drive(change: ViewChange | null): Promise<void> {
    if (!connection || chosen.value.length === 0) return;
    showPresence();
    const refusedBy = await connection.drive({
      displays: chosen.value.map(({ id }) => id),
      change,
      ...(minutes.value !== undefined && { minutes: minutes.value }),
    });
    const whose = displays.value?.find(({ id }) => id === refusedBy?.display)?.name;
    fault.value = refusedBy ? `${whose ? `「${whose}」` : ''}${refusedBy.detail.split(' / ')[0]}` : '';
  }

  return {
    ...{ displays, chosen, chosenIds, refusal, choose, fault, minutes, open, close, drive },
    /** Whose picture is told: of several the first. */
    first: computed(() => chosen.value[0]),
  };
});
