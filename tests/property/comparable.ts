/** A board beside the one that was computed a second time, which holds no texts that no rule gives. */
import type { Board, BoardAlert } from '../../shared/board/board.ts';

/** The board without the texts that the oracle leaves empty, and alerts by what they say. */
export function comparable(board: Board, expected: Board): Board {
  const titled = <Row extends { title: string }>(row: Row, other: Row | undefined): Row =>
    other?.title === '' ? { ...row, title: '' } : row;
  const each = <Row extends { title: string }>(rows: Record<string, Row>, others: Record<string, Row>) =>
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, titled(row, others[key])]));
  return {
    ...board,
    running: each(board.running, expected.running),
    feed: each(board.feed, expected.feed),
    alerts: sortedAlerts(board.alerts),
  };
}

const isOfOrder = ({ rule }: BoardAlert): boolean => rule.startsWith('order-') || rule === 'low-rating';
const textOf = (alert: BoardAlert): string => JSON.stringify(Object.entries(alert).sort());

/** Alerts in an order that follows from what they say; only those of orders have a title that rules give. */
export function sortedAlerts(alerts: Board['alerts']): Board['alerts'] {
  const rows = Object.values(alerts).map((alert) => (isOfOrder(alert) ? alert : { ...alert, title: '' }));
  rows.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return Object.fromEntries(rows.entries());
}
