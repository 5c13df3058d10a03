import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../../server/query/cursor.ts';
import { Refusal } from '../../../../server/query/refusal.ts';

const Position = Type.Tuple([Type.String(), Type.Integer({ minimum: 0 })]);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it went', () => {
    expect(decodeCursor('sites', encodeCursor('sites', ['站', 3]), Position)).toEqual(['站', 3]);
  });

  it('is refused where it is of another request, of another shape, or none at all', () => {
    const good = encodeCursor('sites', ['a', 1]);
    expect(() => decodeCursor('teams', good, Position)).toThrow(Refusal);
    for (const text of [
      '',
      '%',
      'garbage',
      encoded([]),
      encoded(null),
      encoded(['x', 'y']),
      `${good}=`,
      'A'.repeat(3000),
    ])
      expect(() => decodeCursor('sites', text, Position)).toThrow(Refusal);
    expect(() => decodeCursor('sites', encodeCursor('sites', ['a', -1]), Position)).toThrow(Refusal);
  });
});
