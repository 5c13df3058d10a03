/** The audit log as it is asked for, page by page, and the file of the same rows. */
import { computed, ref, shallowRef, watch } from 'vue';
import type { AuditItem } from '../../../../../shared/wire/admin.ts';
import { type AuditQuestion, auditFileAddress, getAudit } from '../../../../api/admin.ts';
import { useReading } from '../../parts/use-reading.ts';
import { actorOf } from './audit-words.ts';

/** Nobody waits for an answer to each letter. */
const typedMs = 300;

export function useAudit() {
  const question = ref<AuditQuestion>({ from: '', to: '', actor: '', action: '', result: '', search: '' });
  const items = shallowRef<AuditItem[]>([]);
  const cursor = ref<string | null>(null);
  const { state, fault, stale, begin, read } = useReading();

  const asked = computed(
    (): AuditQuestion => ({
      ...question.value,
      actor: actorOf(question.value.actor),
      search: question.value.search.trim(),
    }),
  );

  async function load(from?: string): Promise<void> {
    const answer = await read(() => getAudit(asked.value, false, from));
    if (answer === undefined) return;
    items.value = from === undefined ? answer.items : [...items.value, ...answer.items];
    cursor.value = answer.cursor;
  }
  function restart(): void {
    begin();
    items.value = [];
    cursor.value = null;
    void load();
  }

  let timer = 0;
  watch(
    question,
    () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(restart, typedMs);
    },
    { deep: true },
  );
  restart();

  const file = computed(() => auditFileAddress(asked.value));
  const more = (): Promise<void> => (cursor.value === null ? Promise.resolve() : load(cursor.value));
  return { question, items, cursor, state, fault, stale, file, restart, more };
}
