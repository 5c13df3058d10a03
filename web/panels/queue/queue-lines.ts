import type { Board, BoardQueued } from '../../../shared/board/board.ts';
import { span } from '../../format/time.ts';

export interface QueueLine extends BoardQueued {
  /** As the board has it: above a county with the county's code before the order's own. */
  key: string;
  /** The order's own id. */
  id: string;
  overdue: boolean;
  /** How much of its time is left, 0–1; what is overdue has none. */
  left: number;
  /** `响应剩 1 小时 20 分`, `办结超时 5 天`. */
  time: string;
}

const countyPrefix = /^\d{6}-/;

/** The open orders, least time left first [N5]. Above a county their keys begin with its code. */
export function queueLines(queue: Board['queue'], now: number, aboveCounty: boolean): QueueLine[] {
  const lines = Object.entries(queue).map(([key, order]) => {
    const limit = Date.parse(order.limitAt);
    const whole = Math.max(1, limit - Date.parse(order.placedAt));
    // A limit is met at equality, and passed only after.
    const overdue = now > limit;
    const what = order.waitsFor === 'answer' ? '响应' : '办结';
    return {
      ...order,
      key,
      id: aboveCounty ? key.replace(countyPrefix, '') : key,
      overdue,
      left: overdue ? 0 : Math.min(1, (limit - now) / whole),
      time: `${what}${overdue ? '超时' : '剩'} ${span(Math.abs(limit - now))}`,
    };
  });
  return lines.sort((a, b) => Date.parse(a.limitAt) - Date.parse(b.limitAt) || (a.key < b.key ? -1 : 1));
}

const steps = { placed: '待派单', offered: '待接单', accepted: '办理中' } as const;
const wishSteps = { placed: '待认领', offered: '待认领', accepted: '已认领' } as const;

/** Who has it in hand. */
export const stepWord = ({ kind, step }: Pick<BoardQueued, 'kind' | 'step'>): string =>
  (kind === 'wish' ? wishSteps : steps)[step];
