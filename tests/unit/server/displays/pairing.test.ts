/** Codes of displays: who gets one, how long it holds, and how often one may be guessed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Guesses } from '../../../../server/displays/guesses.ts';
import { codeMs, type Made, PairingCodes } from '../../../../server/displays/pairing.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';

const hall: Made = { id: 'd1', name: '大厅', scope: 'area:330127' };

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pairing-'));
  store = await openStore(`sqlite:${join(folder, 'cockpit.db')}`);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Two servers on one database: a display asks the one, an operator the other. */
function desk() {
  const clock = { now: 1_000 };
  const forgotten: string[] = [];
  const server = () =>
    new PairingCodes({
      store,
      key: 'key',
      now: () => clock.now,
      hashOf: (secret) => `hash of ${secret}`,
      tokenOf: (id, secret) => `${id}_${secret}`,
      onForgotten: async (id) => void forgotten.push(id),
    });
  const [codes, other] = [server(), server()];
  const open = async (ticket?: string, address = '10.0.0.5') => {
    const offer = await codes.open(address, ticket);
    if (!offer) throw new Error('no code');
    return offer;
  };
  return { clock, codes, other, forgotten, open };
}

test('a code is typed in whatever way, and its display fetches the token with the ticket alone', async () => {
  const { codes, other, open } = desk();
  const { code, ticket } = await open();
  expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
  expect(await codes.claim(ticket)).toEqual({ state: 'waiting' });
  const hash = await other.hashFor(`${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`);
  expect(await other.pair(code.toLowerCase(), hall)).toBe(true);
  expect(await codes.claim(code)).toEqual({ state: 'over' });
  const claimed = await codes.claim(ticket);
  expect(claimed).toMatchObject({ state: 'paired', ...hall });
  // What the operator's server was given is the hash of what the display has.
  const secret = (claimed.state === 'paired' ? claimed.token : '').slice('d1_'.length);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hash).toBe(`hash of ${secret}`);
  // The answer may have been lost on the way.
  expect(await other.claim(ticket)).toEqual(claimed);
  // Nothing that is kept is the ticket, the code or the token.
  const kept = JSON.stringify(await store.passing('pairing'));
  for (const told of [ticket, code]) expect(kept).not.toContain(told);
});

test('a code holds for five minutes and pairs one display', async () => {
  const { clock, codes, other, open } = desk();
  const { code, ticket } = await open();
  const second = await open();
  clock.now += codeMs - 1;
  expect(await codes.hashFor(code)).toBeDefined();
  const pairs = await Promise.all([codes, other].map((server) => server.pair(second.code, hall)));
  expect(pairs.filter((paired) => paired)).toHaveLength(1);
  expect(await codes.hashFor(second.code)).toBeUndefined();
  expect(await codes.pair(second.code, hall)).toBe(false);
  clock.now += 1;
  expect(await codes.hashFor(code)).toBeUndefined();
  expect(await codes.pair(code, hall)).toBe(false);
  expect(await codes.claim(ticket)).toEqual({ state: 'over' });
});

test('a display that never fetches its token has none', async () => {
  const { clock, codes, other, forgotten, open } = desk();
  const [fetched, left] = [await open(), await open()];
  await codes.pair(fetched.code, hall);
  await codes.pair(left.code, { ...hall, id: 'd2' });
  await other.claim(fetched.ticket);
  clock.now += 60_000;
  await other.sweep();
  expect(await codes.claim(left.ticket)).toEqual({ state: 'over' });
  expect(forgotten).toEqual(['d2']);
});

test('open codes are bounded by address and in all, and a new one takes the place of its old', async () => {
  const { clock, codes, open } = desk();
  const first = await open();
  for (let n = 1; n < 8; n++) await open();
  expect(await codes.open('10.0.0.5')).toBeUndefined();
  const second = await open(first.ticket);
  expect(await codes.hashFor(first.code)).toBeUndefined();
  expect(await codes.hashFor(second.code)).toBeDefined();
  for (let n = 0; n < 200; n++) await codes.open(`10.1.${n}.1`);
  expect(await codes.open('10.9.9.9')).toBeUndefined();
  clock.now += codeMs;
  expect(await codes.open('10.9.9.9')).toBeDefined();
});

test('after five wrong codes one waits until the first is five minutes old', async () => {
  let now = 0;
  const guesses = new Guesses(store, () => now);
  for (let n = 0; n < 5; n++) {
    expect(await guesses.waitOf('user:王')).toBe(0);
    await guesses.noteWrong('user:王');
    now += 1_000;
  }
  expect(await new Guesses(store, () => now).waitOf('user:王')).toBe(5 * 60_000 - 5_000);
  expect(await guesses.waitOf('user:李')).toBe(0);
  now = 5 * 60_000;
  expect(await guesses.waitOf('user:王')).toBe(0);
});
