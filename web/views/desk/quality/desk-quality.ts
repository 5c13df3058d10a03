/** Findings about the quality of the data, kind by kind, and what an operator says of them. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { CommandEnvelope } from '../../../../shared/wire/desk.ts';
import type {
  QualityAnswer,
  QualityCommands,
  QualityFinding,
  QualityKind,
} from '../../../../shared/wire/quality.ts';
import { commandQuality, getQuality, newCommandId } from '../../../api/desk.ts';
import { RequestError } from '../../../live/request.ts';
import { faultOf } from '../parts/fault.ts';
import { useReading } from '../parts/use-reading.ts';
import { useDeskToasts } from '../shell/desk-toasts.ts';

export const useDeskQuality = defineStore('desk-quality', () => {
  const toasts = useDeskToasts();
  const kind = ref<QualityKind>('implausible');
  const counts = shallowRef<QualityAnswer['counts']>();
  const items = shallowRef<QualityFinding[]>([]);
  const cursor = ref<string | null>(null);
  const reading = useReading();
  const busy = ref(false);
  let county = '';

  async function read(from?: string): Promise<void> {
    const answer = await reading.read((again) => getQuality(county, kind.value, again, from));
    if (answer === undefined) return;
    counts.value = answer.counts;
    items.value = from === undefined ? answer.items : [...items.value, ...answer.items];
    cursor.value = answer.cursor;
  }

  const refresh = (): Promise<void> => read();
  const more = (): Promise<void> => (cursor.value === null ? Promise.resolve() : read(cursor.value));

  function open(ofCounty: string, next: QualityKind): void {
    county = ofCounty;
    kind.value = next;
    items.value = [];
    cursor.value = null;
    reading.begin();
    void refresh();
  }

  /** Whether it was done. */
  async function send<C extends keyof QualityCommands>(
    { thing, seen }: Pick<QualityFinding, 'thing' | 'seen'>,
    command: C,
    body: QualityCommands[C],
    done: string,
  ): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      const envelope: QualityCommands[C] & CommandEnvelope = { ...body, commandId: newCommandId(), seen };
      const answer = await commandQuality(county, command, envelope);
      const [seq] = answer.seqs;
      const back = { thing, seen: answer.seen };
      // An event that was retracted must be sent anew: only confirmations and records come back.
      const comesBack = command === 'confirm' || (command === 'revoke' && thing.startsWith('record:'));
      const undo =
        !comesBack || seq === undefined
          ? undefined
          : () => void send(back, 'undo', { thing, seq }, '已撤销，恢复原样');
      toasts.tell(done, undo);
      return true;
    } catch (error) {
      const overtaken = error instanceof RequestError && error.problem.code === 'overtaken';
      toasts.complain(overtaken ? '他人刚刚处理过，已显示最新状态；需要时请再试' : faultOf(error));
      return false;
    } finally {
      busy.value = false;
      await refresh();
    }
  }

  const { state, fault, stale } = reading;
  return { kind, counts, items, cursor, state, fault, stale, busy, open, refresh, more, send };
});
