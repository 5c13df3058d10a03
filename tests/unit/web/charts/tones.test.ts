import { describe, expect, it } from 'vitest';
import { levelTones, platformTone, tones } from '../../../../web/charts/tones.ts';
import { closest, contrast, kindsOfBlindness, type Rgb, rgbOf, seenBy } from '../../../support/colour.ts';

const panel = rgbOf('#0E1B33');
const platforms = Array.from({ length: 8 }, (_, index) => rgbOf(platformTone(index)));
const marks = [tones.alert, tones.goldLight, tones.azure].map(rgbOf);

const eyes: [string, (colour: Rgb) => Rgb][] = [
  ['every cone', (colour) => colour],
  ...kindsOfBlindness.map((kind): [string, (colour: Rgb) => Rgb] => [kind, (colour) => seenBy(kind, colour)]),
];

describe('colours on a canvas', () => {
  it.each(eyes)('stay apart with %s', (_, seen) => {
    // .034 and less was refused for being confused; the first five platforms measure .084 where they come closest.
    expect(closest(platforms.map(seen))).toBeGreaterThan(0.08);
    expect(closest(levelTones.map(rgbOf).map(seen))).toBeGreaterThan(0.08);
    expect(closest(marks.map(seen))).toBeGreaterThan(0.1);
  });

  it('are read on a panel: text by 4.5, marks by 3', () => {
    for (const text of [tones.text, tones.label, tones.axis])
      expect(contrast(rgbOf(text), panel)).toBeGreaterThan(4.5);
    for (const mark of [...platforms, ...marks]) expect(contrast(mark, panel)).toBeGreaterThan(3);
  });

  it('are simulated as they were published: red and green fall together without their cones', () => {
    const [red, green, blue] = ['#FF0000', '#00A000', '#0000FF'].map(rgbOf) as [Rgb, Rgb, Rgb];
    const apart = (kind: Parameters<typeof seenBy>[0], one: Rgb, other: Rgb): number =>
      closest([seenBy(kind, one), seenBy(kind, other)]) / closest([one, other]);
    expect(apart('deuteranopia', red, green)).toBeLessThan(0.5);
    expect(apart('deuteranopia', red, blue)).toBeGreaterThan(0.5);
    for (const kind of kindsOfBlindness)
      for (const grey of ['#000000', '#808080', '#FFFFFF'].map(rgbOf))
        expect(seenBy(kind, grey)).toEqual(grey);
  });
});
