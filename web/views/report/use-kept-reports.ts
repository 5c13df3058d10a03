/** The list of kept reports, newest first. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { KeptReportAnswer } from '../../../shared/wire/reports.ts';
import { getKeptReports } from '../../api/reports.ts';

export const useKeptReports = defineStore('kept-reports', () => {
  const items = shallowRef<KeptReportAnswer[]>([]);
  const cursor = ref<string | null>(null);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');

  async function read(further = false): Promise<void> {
    try {
      const answer = await getKeptReports(further ? (cursor.value ?? undefined) : undefined);
      items.value = further ? [...items.value, ...answer.items] : answer.items;
      cursor.value = answer.cursor;
      state.value = 'ready';
    } catch {
      state.value = 'failed';
    }
  }

  return { items, cursor, state, read };
});
