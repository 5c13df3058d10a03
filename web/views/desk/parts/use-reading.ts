/** Reads something for the screen: how far it is, what went wrong, and whether what is shown may be old. */
import { ref } from 'vue';
import { faultOf, isDenied } from './fault.ts';
import type { LoadState } from './load-state.ts';

export function useReading() {
  const state = ref<LoadState>('loading');
  const fault = ref<string>();
  /** What is shown could not be read anew. */
  const stale = ref(false);
  let asked = 0;

  /** Nothing is there yet, and what is still on its way is for something else. */
  function begin(): void {
    asked += 1;
    state.value = 'loading';
    stale.value = false;
  }

  /** The answer, where nothing else was asked for meanwhile. */
  async function read<T>(ask: (again: boolean) => Promise<T>): Promise<T | undefined> {
    const number = ++asked;
    try {
      const answer = await ask(state.value === 'ready');
      if (number !== asked) return undefined;
      state.value = 'ready';
      stale.value = false;
      return answer;
    } catch (error) {
      if (number !== asked) return undefined;
      fault.value = faultOf(error);
      if (isDenied(error)) state.value = 'denied';
      else if (state.value === 'ready') stale.value = true;
      else state.value = 'failed';
      return undefined;
    }
  }

  return { state, fault, stale, begin, read };
}
