import { expect, test } from 'vitest';
import { Moment } from '../../../../shared/measures/moment.ts';

test('a limit is met at equality and passed only after', () => {
  expect(new Moment(100).hasPassed(100)).toBe(false);
  expect(new Moment(101).hasPassed(100)).toBe(true);
});

test('remembers the earliest instant at which an answer changes', () => {
  const moment = new Moment(100);
  expect(moment.nextChangeAt).toBeUndefined();
  moment.hasPassed(50);
  expect(moment.nextChangeAt).toBeUndefined();
  moment.hasPassed(300);
  moment.hasPassed(200);
  moment.hasPassed(400);
  expect(moment.nextChangeAt).toBe(201);
  expect(new Moment(201).hasPassed(200)).toBe(true);
});
