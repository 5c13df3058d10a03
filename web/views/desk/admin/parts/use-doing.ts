/** Something that an administrator has done: one at a time, and told at the foot or as a fault where it was asked. */
import { ref } from 'vue';
import { faultOf } from '../../parts/fault.ts';
import { useDeskToasts } from '../../shell/desk-toasts.ts';

export function useDoing() {
  const toasts = useDeskToasts();
  const busy = ref(false);
  const fault = ref<string>();

  /** The answer, where it was done; `done` is what is told of it. */
  async function run<T>(work: () => Promise<T>, done?: string): Promise<{ answer: T } | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    fault.value = undefined;
    try {
      const answer = await work();
      if (done !== undefined) toasts.tell(done);
      return { answer };
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  const clear = (): void => {
    fault.value = undefined;
  };

  return { busy, fault, run, clear };
}
