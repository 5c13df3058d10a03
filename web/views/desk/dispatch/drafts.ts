/** What was written at the desk and not yet sent: closing, losing a race or the line loses none of it. */
import { defineStore } from 'pinia';
import { computed, ref, type WritableComputedRef } from 'vue';

export const useDrafts = defineStore('desk-drafts', () => {
  /** By order and command. */
  const texts = ref<Record<string, string>>({});
  const keyOf = (order: string, command: string): string => `${order} ${command}`;

  const of = (order: () => string, command: string): WritableComputedRef<string> =>
    computed({
      get: () => texts.value[keyOf(order(), command)] ?? '',
      set: (text) => {
        texts.value[keyOf(order(), command)] = text;
      },
    });
  function drop(order: string, command: string): void {
    delete texts.value[keyOf(order, command)];
  }
  const unsent = computed(() => Object.values(texts.value).some((text) => text.trim() !== ''));
  return { of, drop, unsent };
});
