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
import { faultOf } from '../parts/fault.ts';
import { onceAtATime } from '../parts/once-at-a-time.ts';
import { useReading } from '../parts/use-reading.ts';
import { useDeskToasts } from '../shell/desk-toasts.ts';

export const useDeskAlerts = defineStore('desk-alerts', () => {
  const toasts = useDeskToasts();
  const answer = shallowRef<AlertsAnswer>();
  const reading = useReading();
  const busy = ref(false);
  /** Comments that were written and not yet sent, by alert. */
  const drafts = ref<Record<string, string>>({});
  let county = '';

  const refresh = onceAtATime(async () => {
    if (county === '') return;
    const next = await reading.read((again) => getAlerts(county, again));
    if (next) answer.value = next;
  });

  function open(next: string): void {
    if (next !== county) {
      answer.value = undefined;
      reading.begin();
    }
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
  const { state, fault, stale } = reading;
  return { answer, items, closed, state, fault, stale, busy, drafts, open, refresh, send };
});
