import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressOf,
  isStep,
  type PhonePlace,
  placeOf,
  tabIds,
} from '../../../../../web/views/phone/shell/phone-place.ts';

const start: PhonePlace = { tab: 'today', scope: 'area:330127', item: '', figure: '', sheet: '' };
const at = (change: Partial<PhonePlace>): PhonePlace => ({ ...start, ...change });

describe('the address of the app', () => {
  test('says all of a place, and keeps what else stands in it', () => {
    const text = fc.string();
    const places = fc.record({
      ...{ tab: fc.constantFrom(...tabIds), scope: text, item: text, figure: text, sheet: text },
    });
    fc.assert(
      fc.property(places, (place) => {
        const { path, query } = addressOf(place, { motion: 'low', figure: 'another' });
        expect(placeOf(path, query)).toEqual(place);
        expect(query.motion).toBe('low');
      }),
    );
  });

  test('of another kind leads to the first tab', () => {
    expect(placeOf('/m/elsewhere', { scope: ['area:330127', 'x'] })).toEqual(start);
    expect(addressOf(start, {})).toEqual({ path: '/m', query: { scope: 'area:330127' } });
  });
});

describe('the back button', () => {
  test.each([
    ['a sheet that was opened', start, at({ figure: 'totals.today.activities' }), false, true],
    ['a card over a sheet', at({ figure: 'a' }), at({ figure: 'a', item: 'order:o@' }), false, true],
    ['the way down to a town', start, at({ scope: 'area:330127101', tab: 'map' }), false, true],
    ['leaving the first tab', start, at({ tab: 'alerts' }), false, true],
    ['a sheet that was closed', at({ sheet: 'me' }), start, false, false],
    ['the way up to the county', at({ scope: 'area:330127101' }), start, true, false],
    ['one tab after another', at({ tab: 'map' }), at({ tab: 'alerts' }), false, false],
    ['the scope that the page finds for itself', at({ scope: '' }), start, false, false],
  ])('%s', (_what, from, to, up, undone) => {
    expect(isStep(from, to, up)).toBe(undone);
  });
});
