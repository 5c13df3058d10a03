/** 签收 from the hand: what the operator's page of alerts does, for one alert at a time. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { AlertCommand, AlertCommands, CommandAnswer, DeskAlert } from '../../../../shared/wire/desk.ts';
import { commandAlert, getAlerts, newCommandId } from '../../../api/desk.ts';
import { RequestError } from '../../../live/request.ts';
import { useCounty } from '../../../stores/county.ts';
import { useSession } from '../../../stores/session.ts';

const take = <C extends AlertCommand>(
  county: string,
  { id, seen }: DeskAlert,
  command: C,
  body: AlertCommands[C],
): Promise<CommandAnswer> => commandAlert(county, id, command, { ...body, commandId: newCommandId(), seen });

/** Details are bilingual, Chinese first. */
function wordsOf(error: unknown): string {
  if (!(error instanceof RequestError)) return '连不上服务器，请稍后重试';
  if (error.problem.code === 'overtaken') return '他人刚刚处理过这条预警，请看最新状态';
  return error.problem.detail.split(' / ')[0] ?? '';
}

export const useAcknowledging = defineStore('acknowledging', () => {
  const county = useCounty();
  const session = useSession();
  const may = computed(() => session.role === 'operator');
  const busy = ref(false);
  const told = ref('');

  async function acknowledge(id: string): Promise<void> {
    const code = county.profile?.code;
    if (busy.value || code === undefined) return;
    busy.value = true;
    try {
      // A command says what its operator has seen: the board carries no numbers of events.
      const { items } = await getAlerts(code, false);
      const alert = items.find((one) => one.id === id);
      if (alert === undefined || alert.acknowledged) {
        told.value = alert ? `已由 ${alert.acknowledged?.by} 签收` : '这条预警已经消除';
        return;
      }
      await take(code, alert, 'acknowledge', {});
      told.value = `✓ 已签收：${alert.title}`;
    } catch (error) {
      told.value = wordsOf(error);
    } finally {
      busy.value = false;
    }
  }

  return { may, busy, told, acknowledge };
});
