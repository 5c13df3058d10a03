import { type Component, type ShallowRef, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { insist } from '../../api/insist.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { useRemote } from '../../stores/remote.ts';

/** What drives and pairs a wall: loaded after its first figures, or where it has none to show. */
export function useRemoteLayer(): ShallowRef<Component | undefined> {
  const board = useBoard();
  const county = useCounty();
  const remote = useRemote();
  const layer = shallowRef<Component>();
  let asked = useRoute().path === '/m';
  watch(
    () => board.board !== undefined || county.denied || remote.cover !== undefined,
    async (wanted) => {
      if (!wanted || asked) return;
      asked = true;
      layer.value = (
        await insist(
          () => import('./remote/RemoteLayer.vue'),
          () => true,
          () => undefined,
        )
      )?.default;
    },
    { immediate: true },
  );
  return layer;
}
