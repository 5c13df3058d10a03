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

test('remembers the latest instant at which an answer changed', () => {
  const moment = new Moment(100);
  moment.hasPassed(100);
  expect(moment.lastChangeAt).toBeUndefined();
  moment.hasPassed(50);
  moment.hasPassed(70);
  moment.hasPassed(60);
  expect(moment.lastChangeAt).toBe(71);
  expect(new Moment(70).hasPassed(70)).toBe(false);
  expect(new Moment(71).hasPassed(70)).toBe(true);
});
