import { describe, expect, test } from 'vitest';
import { compareUtf8, earliest, latest, newestValue } from '../../../../shared/domain/join.ts';
import { permutations } from '../../../support/journal-events.ts';

interface Named {
  at: number;
  source: string;
  id: string;
  value?: string;
}

const named = (at: number, id: string, value?: string, source = '/sites/A1'): Named => ({
  at,
  source,
  id,
  ...(value === undefined ? {} : { value }),
});

describe('[J1] where an event may occur once', () => {
  test('[J1] the earliest wins, in whatever order they come', () => {
    for (const events of permutations([named(3, 'a'), named(1, 'b'), named(2, 'c')]))
      expect(earliest(events)?.id).toBe('b');
  });

  test('[J1] there is none of none', () => {
    expect(earliest([])).toBeUndefined();
  });
});

test('[J2] where a later one replaces an earlier one, the latest wins', () => {
  for (const events of permutations([named(3, 'a'), named(1, 'b'), named(2, 'c')]))
    expect(latest(events)?.id).toBe('a');
});

describe('[J3] equal times', () => {
  test('[J3] the greater name wins for the earliest and for the latest', () => {
    for (const events of permutations([named(1, 'a'), named(1, 'b'), named(1, 'B')])) {
      expect(earliest(events)?.id).toBe('b');
      expect(latest(events)?.id).toBe('b');
    }
  });

  test('[J3] source comes before id', () => {
    const events = [named(1, 'z', undefined, '/sites/A1'), named(1, 'a', undefined, '/sites/A2')];
    expect(latest(events)?.source).toBe('/sites/A2');
  });

  test('[J3] source, a space and id are one text: a space is less than any character of a site code', () => {
    const events = [named(1, 'z', undefined, '/sites/A'), named(1, 'a', undefined, '/sites/A-1')];
    expect(latest(events)?.source).toBe('/sites/A-1');
  });

  test.each([
    ['\u{1F600}', '\uFF5E', 'a character beyond U+FFFF is greater than one before it'],
    ['é', 'z', 'bytes, not the alphabet'],
    ['z', 'Z', 'bytes, not the alphabet'],
    ['ab', 'a', 'a text is greater than its beginning'],
    ['10', '1', 'a text is greater than its beginning'],
    ['9', '10', 'texts, not numbers'],
    ['\u{20000}', '龥', 'a rare character is greater than a common one'],
  ])('[J3] %j is greater than %j: %s', (greater, smaller) => {
    expect(Buffer.compare(Buffer.from(greater), Buffer.from(smaller))).toBe(1);
    expect(Math.sign(compareUtf8(greater, smaller))).toBe(1);
    expect(Math.sign(compareUtf8(smaller, greater))).toBe(-1);
    expect(latest([named(1, greater), named(1, smaller)])?.id).toBe(greater);
    expect(earliest([named(1, smaller), named(1, greater)])?.id).toBe(greater);
  });
});

describe('[J5] the newest event that carries an attribute', () => {
  const read = (event: Named): string | undefined => event.value;

  test('[J5] a newer event without it takes nothing away', () => {
    expect(newestValue([named(1, 'a', 'old'), named(2, 'b', 'new'), named(3, 'c')], read)).toBe('new');
  });

  test('[J5] equal times follow J3', () => {
    for (const events of permutations([named(1, 'a', 'x'), named(1, 'c'), named(1, 'b', 'y')]))
      expect(newestValue(events, read)).toBe('y');
  });

  test('[J5] nobody carries it', () => {
    expect(newestValue([named(1, 'a')], read)).toBeUndefined();
  });
});
