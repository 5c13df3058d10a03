import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  failuresOfAddress,
  failuresOfName,
  lockMs,
  SignInAttempts,
} from '../../../../server/identity/attempts.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';

let folder: string;
let store: Store;
let attempts: SignInAttempts;
/** Another server on the same database. */
let elsewhere: SignInAttempts;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attempts-'));
  store = await openStore(`sqlite:${join(folder, 'cockpit.db')}`);
  [attempts, elsewhere] = [new SignInAttempts(store), new SignInAttempts(store)];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function fail(times: number, name: string, address: string, now: number): Promise<number[]> {
  const waits: number[] = [];
  for (let n = 0; n < times; n += 1)
    waits.push(await (n % 2 === 0 ? attempts : elsewhere).begin(name, address, now));
  return waits;
}

test('a name is locked after its failures at any server, and free again after the lock [contract §7]', async () => {
  expect(await fail(failuresOfName, 'wang', 'a', 0)).toEqual([0, 0, 0, 0, 0]);
  for (const server of [attempts, elsewhere])
    expect(await server.begin('wang', 'b', 1000)).toBe(lockMs - 1000);
  expect(await attempts.begin('li', 'b', 1000)).toBe(0);
  expect(await attempts.begin('wang', 'b', lockMs)).toBe(0);
  // What was before the lock is forgotten.
  expect((await fail(failuresOfName, 'wang', 'c', lockMs)).filter((wait) => wait === 0)).toHaveLength(4);
});

test('many at once are no way around', async () => {
  const tries = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? attempts : elsewhere));
  const waits = await Promise.all(tries.map((server) => server.begin('wang', 'a', 0)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(failuresOfName);
});

test('to ask while it is locked makes it no longer', async () => {
  await fail(failuresOfName, 'wang', 'a', 0);
  await fail(20, 'wang', 'b', lockMs - 1);
  expect(await attempts.begin('wang', 'b', lockMs)).toBe(0);
});

test('the right password forgets the failures of a name, and those of others at the address remain', async () => {
  await fail(failuresOfName - 1, 'wang', 'a', 0);
  await attempts.begin('wang', 'a', 0);
  await elsewhere.succeed('wang', 'a', 0);
  expect(await attempts.begin('wang', 'a', 0)).toBe(0);
  await attempts.succeed('wang', 'a', 0);
  const waits: number[] = [];
  for (let n = 0; n < failuresOfAddress; n += 1) waits.push(await attempts.begin(`n${n}`, 'a', 0));
  expect(waits.filter((wait) => wait > 0)).toHaveLength(failuresOfName - 1);
});

test('a try that was not looked at does not count', async () => {
  await fail(failuresOfName, 'wang', 'a', 0);
  await attempts.takeBack('wang', 'a', 0);
  expect(await attempts.begin('wang', 'a', 0)).toBe(0);
});

test('somebody with IPv6 has one address', async () => {
  for (let n = 0; n < failuresOfAddress; n += 1) await attempts.begin(`n${n}`, `2001:db8:1:2::${n}`, 0);
  expect(await attempts.begin('x', '2001:db8:1:2:ffff::1', 0)).toBeGreaterThan(0);
  expect(await attempts.begin('x', '2001:db8:1:3::1', 0)).toBe(0);
});

test('no name is kept that was tried: it may be a password', async () => {
  await attempts.begin('my-secret', '10.0.0.5', 0);
  const kept = JSON.stringify(await store.passing('failures'));
  expect(kept).not.toContain('my-secret');
  expect(kept).not.toContain('10.0.0.5');
});
