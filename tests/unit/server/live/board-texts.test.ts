import { expect, test } from 'vitest';
import { BoardTexts } from '../../../../server/live/board-texts.ts';
import type { Board } from '../../../../shared/board/board.ts';

const board = { scope: 'area:330127', title: '淳安县', teams: JSON.parse('{"__proto__":{"minutes":5}}') };
const answer = {
  ok: true,
  wire: 1,
  scope: 'area:330127',
  epoch: 'e.1',
  rev: 7,
  asOf: '2026-11-22T00:00:00Z',
};
const packet = (id: number, data: unknown[], nsp = '/') => ({ type: 3, id, nsp, data });

function encoder() {
  const texts = new BoardTexts();
  const encode = texts.encodeWith(() => ['as before']);
  return { texts, encode: (given: unknown) => encode(given as Parameters<typeof encode>[0]) };
}

test('many who are given the same board cost one text, and each has its own answer', () => {
  const { texts, encode } = encoder();
  for (let id = 0; id < 50; id += 1) {
    const [text = ''] = encode(packet(id, [{ ...answer, rev: id, board }])) as string[];
    expect(text).toMatch(new RegExp(`^3${id}\\[`));
    expect(JSON.parse(text.slice(`3${id}`.length))).toEqual([{ ...answer, rev: id, board }]);
  }
  expect([texts.made, texts.given]).toEqual([1, 50]);
  encode(packet(51, [{ ...answer, board: { ...board } }]));
  expect(texts.made).toBe(2);
});

test('what holds no live board is encoded as before', () => {
  const { texts, encode } = encoder();
  const frame = {
    ok: true,
    id: 'r',
    scope: 'area:330127',
    at: '2026-11-21T00:00:00Z',
    board: board as unknown as Board,
  };
  const resumed = { ...answer, resumed: true };
  const refused = { ok: false, code: 'unavailable', detail: '' };
  for (const data of [[frame], [resumed], [refused], [], [null], [5]])
    expect(encode(packet(1, data))).toEqual(['as before']);
  expect(encode(packet(1, [{ ...answer, board }], '/other'))).toEqual(['as before']);
  expect(encode({ ...packet(1, [{ ...answer, board }]), type: 2 })).toEqual(['as before']);
  expect(texts.given).toBe(0);
});
