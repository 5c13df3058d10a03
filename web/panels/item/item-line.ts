/** An activity or order as a line of steps: what was done, what it waits for now, and what is still to come. */
import type { CountyProfile } from '../../../shared/county/profile.ts';
import type { ItemAnswer, ItemStep } from '../../../shared/wire/http.ts';
import { chipOf } from '../../format/words.ts';

export interface LineStep {
  word: string;
  /** `done` has a time; `now` is what it waits for, `ahead` what comes after that. */
  state: 'done' | 'now' | 'ahead' | 'stopped';
  step?: ItemStep;
}

const stopping = new Set(['order.declined', 'order.cancelled', 'activity.cancelled']);

/** Steps of an activity in their order; its board words. */
const activitySteps = [
  { type: 'activity.published', word: '发布' },
  { type: 'activity.started', word: '开始' },
  { type: 'activity.ended', word: '结束' },
];
/** A completion is no step of every county's words, and yet what an order waits for. */
const completed = { type: 'order.completed', word: '办结' };

function wordsOf(answer: ItemAnswer, steps: CountyProfile['orderSteps']): { type: string; word: string }[] {
  if (answer.kind === 'activity') return activitySteps;
  const named = steps.map(({ id, name }) => ({ type: `order.${id}`, word: name }));
  if (named.some(({ type }) => type === completed.type)) return named;
  const after = named.findIndex(({ type }) => type === 'order.rated' || type === 'order.showcased');
  const at = after < 0 ? named.length : after;
  return [...named.slice(0, at), completed, ...named.slice(at)];
}

/** What is over has nothing to come. */
function isOver({ kind, steps, limitAt }: ItemAnswer): boolean {
  if (kind === 'activity') return steps.some(({ type }) => /\.(ended|cancelled)$/.test(type));
  return limitAt === undefined && steps.some(({ type }) => type === 'order.cancelled');
}

/** Whether nothing of it but the last steps of a county's loop is missing: a rating may never come. */
const optional = new Set(['order.rated', 'order.showcased']);

/** The steps that were taken, by time, and then those of its kind that were not. */
export function itemLine(answer: ItemAnswer, orderSteps: CountyProfile['orderSteps']): LineStep[] {
  const words = wordsOf(answer, orderSteps);
  const wordOf = (type: string): string =>
    words.find((one) => one.type === type)?.word ?? chipOf(type, undefined).word;
  const taken = answer.steps.map(
    (step): LineStep => ({
      word: wordOf(step.type),
      state: stopping.has(step.type) ? 'stopped' : 'done',
      step,
    }),
  );
  if (isOver(answer)) return taken;
  const reached = new Set(answer.steps.map(({ type }) => type));
  const last = words.reduce((far, { type }, index) => (reached.has(type) ? index : far), -1);
  const waiting = answer.waitsFor === 'completion' ? completed.type : undefined;
  const coming = words.filter(({ type }, index) => !reached.has(type) && (index > last || type === waiting));
  const next = coming.find(({ type }) => type === waiting) ?? coming[0];
  return [
    ...taken,
    ...coming.map(
      (one): LineStep => ({
        word: one.word,
        state: one === next && !optional.has(one.type) ? 'now' : 'ahead',
      }),
    ),
  ];
}

/** Who has to act next, in words; undefined where nobody has to. */
export function waitsForWord({ kind, waitsFor, team, steps }: ItemAnswer): string | undefined {
  if (kind !== 'order' || waitsFor === undefined) return undefined;
  const name = team?.name ?? team?.id;
  if (waitsFor === 'completion') return `等待 ${name ?? '承接队伍'} 办结`;
  const offered = steps.some(({ type }) => type === 'order.offered');
  return offered && name !== undefined ? `等待 ${name} 接单` : '等待实践中心派单';
}
