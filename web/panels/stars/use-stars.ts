import { type Ref, shallowRef, watch } from 'vue';
import type { StarsAnswer } from '../../../shared/wire/http.ts';
import { getStars } from '../../api/client.ts';
import { insist } from '../../api/insist.ts';
import { useInterval } from '../../motion/use-interval.ts';
import { useBoard } from '../../stores/board.ts';
import { usePage } from '../../stores/page.ts';

/** Levels move slowly; the server answers from memory for a minute. */
const againMs = 120_000;

export interface Stars {
  /** Of the page's scope; undefined until the server has answered. */
  answer: Ref<StarsAnswer | undefined>;
  denied: Ref<boolean>;
}

/** Volunteers by stars, asked for again as time goes on. A replay has none: the server knows the present alone. */
export function useStars(): Stars {
  const board = useBoard();
  const page = usePage();
  const answer = shallowRef<StarsAnswer>();
  const denied = shallowRef(false);
  let asking = 0;

  async function ask(): Promise<void> {
    const scope = board.mode === 'replay' ? '' : page.scope;
    if (answer.value?.scope !== scope) answer.value = undefined;
    const mine = ++asking;
    if (scope === '') return;
    const next = await insist(
      () => getStars(scope),
      () => mine === asking,
      (refused) => {
        denied.value = refused;
      },
    );
    if (next && mine === asking) answer.value = next;
  }
  watch(() => [page.scope, board.mode, board.epoch], ask, { immediate: true });
  useInterval(() => void ask(), againMs);
  return { answer, denied };
}
