import type { Board, BoardAlert } from '../../../shared/board/board.ts';
import { severityOrder } from '../../format/words.ts';
import type { ItemRef } from '../../stores/item.ts';

export interface AlertLine extends BoardAlert {
  id: string;
}

/** The alerts of a board in the order of the bar: the gravest first, then the oldest. */
export function alertLines(alerts: Board['alerts']): AlertLine[] {
  const lines = Object.entries(alerts).map(([id, alert]) => ({ id, ...alert }));
  const rank = (line: AlertLine): number => severityOrder.indexOf(line.severity);
  return lines.sort(
    (a, b) => rank(a) - rank(b) || Date.parse(a.since) - Date.parse(b.since) || (a.id < b.id ? -1 : 1),
  );
}

/** Alerts of one order are named by their rule, their county and the order. */
const ofOrder = /^order-(?:unanswered|overdue):\d{6}:(.+)$/s;

/** The order that an alert is about; undefined where it is about a place. */
export function itemOfAlert({ id }: Pick<AlertLine, 'id'>): ItemRef | undefined {
  const [, order] = ofOrder.exec(id) ?? [];
  return order === undefined ? undefined : { kind: 'order', id: order };
}
