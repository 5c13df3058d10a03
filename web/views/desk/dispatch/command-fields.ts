/** What a command asks for before it is sent. Pure. */
import type { OrderCommand, OrderCommands } from '../../../../shared/wire/desk.ts';

export interface CommandInput {
  text: string;
  /** Stars of a rating, 1–5. */
  score: number;
  /** Of a merge: the order it goes into. */
  into: string;
}

/** Commands that ask for something; the others are done at once and can be taken back. */
export type AskingCommand = 'withdraw' | 'cancel' | 'call-back' | 'merge' | 'decline' | 'complete' | 'rate';
const asking: readonly OrderCommand[] = [
  'withdraw',
  'cancel',
  'call-back',
  'merge',
  'decline',
  'complete',
  'rate',
];
export const asks = (command: OrderCommand): command is AskingCommand => asking.includes(command);

export const fieldWords: Record<AskingCommand, string> = {
  withdraw: '收回的原因（必填）',
  cancel: '撤单的原因（必填）',
  'call-back': '回访情况（选填）',
  merge: '',
  decline: '退单的原因（选填）',
  complete: '惠及人次（选填，整数）',
  rate: '群众的评语（选填）',
};

/** These cannot be undone lightly: others see them at once, so their button says what it does, in red. */
export const isGrave = (command: AskingCommand): boolean => command === 'cancel' || command === 'merge';

const beneficiariesMost = 100_000;

/** What is wrong with what was written, in words. */
export function inputFault(command: AskingCommand, { text, score, into }: CommandInput): string | undefined {
  const said = text.trim();
  if ((command === 'withdraw' || command === 'cancel') && said === '') return '请写明原因，群众和队伍会看到';
  if (command === 'merge' && into === '') return '请选择并入哪一单';
  if (command === 'rate' && (score < 1 || score > 5)) return '请选择 1–5 分';
  if (command === 'complete' && said !== '' && !(/^\d+$/.test(said) && Number(said) <= beneficiariesMost))
    return `请填 0–${beneficiariesMost} 的整数`;
  return undefined;
}

/** What is sent. */
export function commandBody<C extends AskingCommand>(command: C, input: CommandInput): OrderCommands[C];
export function commandBody(
  command: AskingCommand,
  { text, score, into }: CommandInput,
): OrderCommands[AskingCommand] {
  const said = text.trim();
  switch (command) {
    case 'withdraw':
    case 'cancel':
      return { reason: said };
    case 'call-back':
      return said === '' ? {} : { note: said };
    case 'decline':
      return said === '' ? {} : { reason: said };
    case 'complete':
      return said === '' ? {} : { beneficiaries: Number(said) };
    case 'rate':
      return said === '' ? { score } : { score, comment: said };
    case 'merge':
      return { into };
  }
}
