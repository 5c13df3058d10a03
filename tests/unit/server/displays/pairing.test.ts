/** Codes of displays: who gets one, how long it holds, and how often one may be guessed. */
import { expect, test } from 'vitest';
import { Guesses } from '../../../../server/displays/guesses.ts';
import { codeMs, type Paired, PairingCodes } from '../../../../server/displays/pairing.ts';

const hall: Paired = { id: 'd1', token: 'wmd_1', name: '大厅', scope: 'area:330127' };

function desk() {
  const clock = { now: 1_000 };
  const forgotten: string[] = [];
  const codes = new PairingCodes(
    () => clock.now,
    (id) => forgotten.push(id),
  );
  const open = (ticket?: string, address = '10.0.0.5') => {
    const offer = codes.open(address, ticket);
    if (!offer) throw new Error('no code');
    return offer;
  };
  return { clock, codes, forgotten, open };
}

test('a code is typed in whatever way, and its display fetches the token with the ticket alone', () => {
  const { codes, open } = desk();
  const { code, ticket } = open();
  expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
  expect(codes.claim(ticket)).toEqual({ state: 'waiting' });
  expect(codes.isOpen(`${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`)).toBe(true);
  expect(codes.pair(code.toLowerCase(), hall)).toBe(true);
  expect(codes.claim(code)).toEqual({ state: 'over' });
  expect(codes.claim(ticket)).toEqual({ state: 'paired', ...hall });
  // The answer may have been lost on the way.
  expect(codes.claim(ticket)).toEqual({ state: 'paired', ...hall });
});

test('a code holds for five minutes and pairs one display', () => {
  const { clock, codes, open } = desk();
  const { code, ticket } = open();
  const other = open();
  clock.now += codeMs - 1;
  expect(codes.isOpen(code)).toBe(true);
  expect(codes.pair(other.code, hall)).toBe(true);
  expect(codes.isOpen(other.code)).toBe(false);
  expect(codes.pair(other.code, hall)).toBe(false);
  clock.now += 1;
  expect(codes.isOpen(code)).toBe(false);
  expect(codes.pair(code, hall)).toBe(false);
  expect(codes.claim(ticket)).toEqual({ state: 'over' });
});

test('a display that never fetches its token has none', () => {
  const { clock, codes, forgotten, open } = desk();
  const [fetched, left] = [open(), open()];
  codes.pair(fetched.code, hall);
  codes.pair(left.code, { ...hall, id: 'd2' });
  codes.claim(fetched.ticket);
  clock.now += 60_000;
  expect(codes.claim(left.ticket)).toEqual({ state: 'over' });
  expect(forgotten).toEqual(['d2']);
});

test('open codes are bounded by address and in all, and a new one takes the place of its old', () => {
  const { clock, codes, open } = desk();
  const first = open();
  for (let n = 1; n < 8; n++) open();
  expect(codes.open('10.0.0.5')).toBeUndefined();
  const second = open(first.ticket);
  expect(codes.isOpen(first.code)).toBe(false);
  expect(codes.isOpen(second.code)).toBe(true);
  for (let n = 0; n < 300; n++) codes.open(`10.1.${n}.1`);
  expect(codes.open('10.9.9.9')).toBeUndefined();
  clock.now += codeMs;
  expect(codes.open('10.9.9.9')).toBeDefined();
});

test('after five wrong codes one waits until the first is five minutes old', () => {
  let now = 0;
  const guesses = new Guesses(() => now);
  for (let n = 0; n < 5; n++) {
    expect(guesses.waitOf('user:王')).toBe(0);
    guesses.noteWrong('user:王');
    now += 1_000;
  }
  expect(guesses.waitOf('user:王')).toBe(5 * 60_000 - 5_000);
  expect(guesses.waitOf('user:李')).toBe(0);
  now = 5 * 60_000;
  expect(guesses.waitOf('user:王')).toBe(0);
});
