import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, makeSeal } from '../../../../server/query/cursor.ts';
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

  it('may hold what its carrier cannot read, and only what was sealed with the same key', () => {
    const { seal, open } = makeSeal('secret');
    const sealed = seal(['v-117', 1]);
    expect(open(sealed, Position)).toEqual(['v-117', 1]);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('v-117');
    for (const text of [
      '',
      'A',
      'A'.repeat(60),
      `${sealed}AAAA`,
      makeSeal('other').seal(['v-117', 1]),
      seal([]),
    ])
      expect(() => open(text, Position)).toThrow(Refusal);
  });
});
