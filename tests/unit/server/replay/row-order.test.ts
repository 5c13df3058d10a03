import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAt, FirstRows, inOrder, isAfter, type RowPage } from '../../../../server/replay/row-order.ts';

const row = fc.record({ at: fc.nat(5), thing: fc.constantFrom('a', 'b', 'é', '\uFF5E', '\u{1F600}') });

test('the first rows of a page are those of all rows in their order, and no thing and instant is parted', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.option(row, { nil: undefined }),
      fc.boolean(),
      (drawn, limit, after, oldest) => {
        const page: RowPage = {
          limit,
          ...(after ? { after } : {}),
          ...(oldest ? { oldestFirst: true } : {}),
        };
        const rows = drawn.map((one, n) => ({ ...one, n }));
        const first = new FirstRows<(typeof rows)[number]>(page);
        for (const one of rows) first.add(one);
        const whole = rows.filter((one) => isAfter(one, page)).sort(inOrder(page));
        expect(first.rows).toEqual(cutAt(whole, limit));
        const [last, next] = [first.rows.at(-1), whole[first.rows.length]];
        if (last && next) expect([last.at, last.thing]).not.toEqual([next.at, next.thing]);
      },
    ),
    { numRuns: 2000 },
  );
});
