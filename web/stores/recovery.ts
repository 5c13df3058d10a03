/** What the page has done by itself to stay well, in this window. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { lastRecovery } from '../live/reload.ts';

export const useRecovery = defineStore('recovery', () => {
  const last = lastRecovery();
  const count = ref(last?.count ?? 0);
  /** When it was done last, in milliseconds of this machine's clock. */
  const at = ref(last?.at);

  function note(): void {
    count.value++;
    at.value = Date.now();
  }

  return { count, at, note };
});
