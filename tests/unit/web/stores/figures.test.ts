import { expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { figureAt } from '../../../../web/stores/figures.ts';

const board = {
  totals: { today: { activities: 0 } },
  children: { 'site.a.1': { onDuty: 4 } },
  alerts: { 'order-overdue:330127:o.1': { count: 2 } },
  orders: { month: {} },
} as unknown as Board;

test('a number is found by its path, also through keys with dots', () => {
  expect(figureAt(board, 'totals.today.activities')).toBe(0);
  expect(figureAt(board, 'children.site.a.1.onDuty')).toBe(4);
  expect(figureAt(board, 'alerts.order-overdue:330127:o.1.count')).toBe(2);
});

test('what a board leaves out is undefined, and so is what is no number', () => {
  expect(figureAt(board, 'orders.satisfaction')).toBeUndefined();
  expect(figureAt(board, 'coverage.circle.covered')).toBeUndefined();
  expect(figureAt(board, 'orders.month')).toBeUndefined();
  expect(figureAt(undefined, 'totals.today.activities')).toBeUndefined();
});
