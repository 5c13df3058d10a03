import { type Component, type ShallowRef, shallowRef, watch } from 'vue';
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
  let asked = false;
  const refused = (): boolean => county.denied || board.refusal === 'revoked';
  watch(
    () => refused() || board.board !== undefined || remote.cover !== undefined,
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
