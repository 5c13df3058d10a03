/** Alerts as the desk has them, and what is said of them. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type {
  AlertCommand,
  AlertCommands,
  AlertsAnswer,
  CommandEnvelope,
  DeskAlert,
} from '../../../../shared/wire/desk.ts';
import { commandAlert, getAlerts, newCommandId } from '../../../api/desk.ts';
import { RequestError } from '../../../live/request.ts';
import { faultOf, isDenied } from '../parts/fault.ts';
import type { LoadState } from '../parts/load-state.ts';
import { useDeskToasts } from '../shell/desk-toasts.ts';

export const useDeskAlerts = defineStore('desk-alerts', () => {
  const toasts = useDeskToasts();
  const answer = shallowRef<AlertsAnswer>();
  const state = ref<LoadState>('loading');
  const fault = ref<string>();
  const stale = ref(false);
  const busy = ref(false);
  /** Comments that were written and not yet sent, by alert. */
  const drafts = ref<Record<string, string>>({});
  let county = '';

  async function refresh(): Promise<void> {
    if (county === '') return;
    const of = county;
    try {
      const next = await getAlerts(of, answer.value !== undefined);
      if (of !== county) return;
      answer.value = next;
      state.value = 'ready';
      stale.value = false;
    } catch (error) {
      if (of !== county) return;
      fault.value = faultOf(error);
      if (isDenied(error)) state.value = 'denied';
      else if (answer.value) stale.value = true;
      else state.value = 'failed';
    }
  }

  function open(next: string): void {
    if (next !== county) answer.value = undefined;
    county = next;
    void refresh();
  }

  /** Whether it was done. */
  async function send<C extends AlertCommand>(
    { id, seen }: DeskAlert,
    command: C,
    body: AlertCommands[C],
    done: string,
  ): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      const envelope: AlertCommands[C] & CommandEnvelope = { ...body, commandId: newCommandId(), seen };
      await commandAlert(county, id, command, envelope);
      toasts.tell(done);
      return true;
    } catch (error) {
      const overtaken = error instanceof RequestError && error.problem.code === 'overtaken';
      toasts.complain(overtaken ? '他人刚刚处理过这条预警，已显示最新状态；需要时请再试' : faultOf(error));
      return false;
    } finally {
      busy.value = false;
      await refresh();
    }
  }

  const items = computed(() => answer.value?.items ?? []);
  const closed = computed(() => answer.value?.closed ?? []);
  return { answer, items, closed, state, fault, stale, busy, drafts, open, refresh, send };
});
