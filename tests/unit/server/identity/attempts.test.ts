import { expect, test } from 'vitest';
import {
  failuresOfAddress,
  failuresOfName,
  lockMs,
  SignInAttempts,
} from '../../../../server/identity/attempts.ts';

const fail = (attempts: SignInAttempts, times: number, name: string, address: string, now: number) =>
  Array.from({ length: times }, () => attempts.begin(name, address, now));

test('a name is locked after its failures, and free again after the lock [contract §7]', () => {
  const attempts = new SignInAttempts();
  expect(fail(attempts, failuresOfName, 'wang', 'a', 0)).toEqual([0, 0, 0, 0, 0]);
  expect(attempts.begin('wang', 'b', 1000)).toBe(lockMs - 1000);
  expect(attempts.begin('li', 'b', 1000)).toBe(0);
  expect(attempts.begin('wang', 'b', lockMs)).toBe(0);
  // What was before the lock is forgotten.
  expect(fail(attempts, failuresOfName, 'wang', 'c', lockMs).filter((wait) => wait === 0)).toHaveLength(4);
});

test('to ask while it is locked makes it no longer', () => {
  const attempts = new SignInAttempts();
  fail(attempts, failuresOfName, 'wang', 'a', 0);
  fail(attempts, 100, 'wang', 'b', lockMs - 1);
  expect(attempts.begin('wang', 'b', lockMs)).toBe(0);
});

test('the right password forgets the failures of a name, and those of others at the address remain', () => {
  const attempts = new SignInAttempts();
  fail(attempts, failuresOfName - 1, 'wang', 'a', 0);
  attempts.begin('wang', 'a', 0);
  attempts.succeed('wang', 'a');
  expect(attempts.begin('wang', 'a', 0)).toBe(0);
  attempts.succeed('wang', 'a');
  const tries = Array.from({ length: failuresOfAddress }, (_, n) => attempts.begin(`n${n}`, 'a', 0));
  expect(tries.filter((wait) => wait > 0)).toHaveLength(failuresOfName - 1);
});

test('somebody with IPv6 has one address', () => {
  const attempts = new SignInAttempts();
  for (let n = 0; n < failuresOfAddress; n += 1) attempts.begin(`n${n}`, `2001:db8:1:2::${n}`, 0);
  expect(attempts.begin('x', '2001:db8:1:2:ffff::1', 0)).toBeGreaterThan(0);
  expect(attempts.begin('x', '2001:db8:1:3::1', 0)).toBe(0);
});

test('however many names are tried, a bounded number is remembered', () => {
  const attempts = new SignInAttempts();
  fail(attempts, failuresOfName, 'wang', 'a', 0);
  for (let n = 0; n < 20_000; n += 1) attempts.begin(`n${n}`, `b${n}`, 0);
  expect(attempts.begin('wang', 'z', 0)).toBe(0);
});
