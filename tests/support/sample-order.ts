/** One order of the small county, placed on a Friday morning, with its limits; tests say what differs. */
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import { local } from './journal-events.ts';
import { townA } from './small-county.ts';

export const hourMs = 3_600_000;
export const placedAt = local('2026-11-20 09:00');
export const answerBy = placedAt + 24 * hourMs;
export const dueAt = placedAt + 7 * 24 * hourMs;

export const sampleOrder = (more: Partial<ServiceOrder> = {}): ServiceOrder => ({
  kind: 'order',
  id: 'o',
  site: 'A1',
  town: townA,
  orderKind: 'service',
  category: 'opera',
  title: '想看戏',
  urgent: false,
  placedAt,
  dueAt,
  answerBy,
  holder: { state: 'unoffered' },
  asked: [],
  declines: 0,
  notes: 0,
  ...more,
});
