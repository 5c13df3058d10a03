/** Commands on the open order: sent once, told when done, with the way back; and what to do where somebody was faster. */
import { ref } from 'vue';
import type {
  CommandAnswer,
  CommandEnvelope,
  OrderCommand,
  OrderCommands,
  OvertakenProblem,
} from '../../../../shared/wire/desk.ts';
import { commandOrder, newCommandId } from '../../../api/desk.ts';
import { RequestError } from '../../../live/request.ts';
import { faultOf } from '../parts/fault.ts';
import { useDeskPlace } from '../shell/desk-place.ts';
import { useDeskToasts } from '../shell/desk-toasts.ts';
import { useDeskOrder } from './desk-order.ts';
import { useDeskQueue } from './desk-queue.ts';
import { useDrafts } from './drafts.ts';
import { commandWords } from './order-words.ts';

const isOvertaken = (error: unknown): error is RequestError & { problem: OvertakenProblem } =>
  error instanceof RequestError && error.problem.code === 'overtaken';

/** A command whose answer was lost is sent again under its name, so that it is done once. */
const unanswered = new Map<string, string>();

async function sendOnce<C extends OrderCommand>(
  county: string,
  id: string,
  command: C,
  body: OrderCommands[C],
  seen: number,
): Promise<CommandAnswer> {
  const same = JSON.stringify([id, command, body, seen]);
  const commandId = unanswered.get(same) ?? newCommandId();
  unanswered.set(same, commandId);
  const envelope: OrderCommands[C] & CommandEnvelope = { ...body, commandId, seen };
  try {
    const answer = await commandOrder(county, id, command, envelope);
    unanswered.delete(same);
    return answer;
  } catch (error) {
    if (error instanceof RequestError) unanswered.delete(same);
    throw error;
  }
}

/** One command at a time: a key that is held down does nothing twice. */
const busy = ref<OrderCommand>();

export function useCommands() {
  const place = useDeskPlace();
  const order = useDeskOrder();
  const queue = useDeskQueue();
  const toasts = useDeskToasts();
  const drafts = useDrafts();

  const refresh = (): Promise<unknown> => Promise.all([order.refresh(), queue.refresh()]);

  async function complain(error: unknown): Promise<void> {
    if (!isOvertaken(error)) {
      toasts.complain(faultOf(error));
      if (error instanceof RequestError) await refresh();
      return;
    }
    order.overtaken = error.problem.newer;
    await refresh();
  }

  async function back(id: string, seq: number, seen: number): Promise<void> {
    try {
      await commandOrder(place.county, id, 'undo', { seq, commandId: newCommandId(), seen });
      toasts.tell(commandWords.undo.done);
      await refresh();
    } catch (error) {
      await complain(error);
    }
  }

  /** Whether it was done. `seen`: what of the order was known when the command was begun; else what is known now. */
  async function send<C extends OrderCommand>(
    command: C,
    body: OrderCommands[C],
    { said = '', seen = order.detail?.seen ?? 0 } = {},
  ): Promise<boolean> {
    const { id } = order;
    if (id === undefined || busy.value !== undefined) return false;
    busy.value = command;
    try {
      const answer = await sendOnce(place.county, id, command, body, seen);
      drafts.drop(id, command);
      order.overtaken = undefined;
      const [seq] = answer.seqs;
      const undo =
        command === 'undo' || seq === undefined ? undefined : () => void back(id, seq, answer.seen);
      toasts.tell(`${commandWords[command].done}${said}`, undo);
      await refresh();
      return true;
    } catch (error) {
      await complain(error);
      return false;
    } finally {
      busy.value = undefined;
    }
  }

  /** What was told last with a way back, else the newest of the open order. */
  function undoLast(): void {
    if (toasts.undoLast()) return;
    const event = order.undoable;
    if (event) void send('undo', { seq: event.seq });
  }

  return { send, undoLast, busy };
}
