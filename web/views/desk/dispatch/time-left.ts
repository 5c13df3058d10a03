/** How much time an order has, in a word, a shape and a share: never by colour alone. Pure. */
import type { QueueRow } from '../../../../shared/wire/desk.ts';
import { span } from '../../../format/time.ts';

export type Pressure = 'overdue' | 'soon' | 'ample';

export interface TimeLeft {
  pressure: Pressure;
  shape: '▲' | '◆' | '○';
  /** `余 2 小时 14 分`, `超时 3 小时`, `待回访 已 5 小时`. */
  text: string;
  /** What must happen by then. */
  until: string;
  /** How much of the time is left, 0–1. */
  share: number;
}

const shapes = { overdue: '▲', soon: '◆', ample: '○' } as const;
/** Below this share of its time an order presses. */
const soonShare = 0.25;

const untilWords = { answer: '响应', completion: '办结', 'call-back': '回访' } as const;

const hourMs = 3_600_000;
/** From so many hours on, minutes say nothing. */
const wholeHours = 10;

/** A span for a narrow place: `2 天 1 小时`, `15 小时`, `9 小时 54 分`. */
export function shortSpan(ms: number): string {
  const hours = Math.floor(ms / hourMs);
  return hours >= wholeHours ? span(hours * hourMs).replace(/ 0 分$/, '') : span(ms);
}

export function timeLeft(
  { limitAt, placedAt, waitsFor }: Pick<QueueRow, 'limitAt' | 'placedAt' | 'waitsFor'>,
  now: number,
): TimeLeft {
  const limit = Date.parse(limitAt);
  const until = untilWords[waitsFor];
  // A call-back has no limit of its own: it waits since the rating.
  if (waitsFor === 'call-back')
    return { pressure: 'soon', shape: shapes.soon, text: `已等 ${shortSpan(now - limit)}`, until, share: 0 };
  const left = limit - now;
  const share = Math.min(1, Math.max(0, left / Math.max(1, limit - Date.parse(placedAt))));
  // A limit is met at equality, and passed only after.
  const pressure: Pressure = left < 0 ? 'overdue' : share < soonShare ? 'soon' : 'ample';
  const text = `${left < 0 ? '超时' : '余'} ${shortSpan(Math.abs(left))}`;
  return { pressure, shape: shapes[pressure], text, until, share };
}
