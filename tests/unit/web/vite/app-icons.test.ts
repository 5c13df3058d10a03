import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawIcon, strokesOf } from '../../../../web/vite/app-icons.ts';

const svg = readFileSync(join(import.meta.dirname, '../../../../web/public/icon.svg'), 'utf8');
const ground = [0x0b, 0x15, 0x28];
const ink = [0xe8, 0xb7, 0x5a];

test('strokes reach over the corners that they share and end bluntly', () => {
  const path = '<path d="M4 20V8h12" stroke="#ffffff" stroke-width="2"/>';
  expect(strokesOf(path)).toEqual([
    { left: 3, right: 5, top: 7, bottom: 20 },
    { left: 3, right: 16, top: 7, bottom: 9 },
  ]);
});

test.each([1, 0.74])('the icon is a picture of its size, its drawing %d of it', (share) => {
  const size = 64;
  const { width, height, data } = PNG.sync.read(drawIcon(svg, size, share));
  expect([width, height]).toEqual([size, size]);
  /** The colour at a place of the drawing of 32 × 32. */
  const at = (x: number, y: number): number[] => {
    const place = (unit: number): number => Math.floor(size / 2 + ((unit - 16) * size * share) / 32);
    const first = (place(y) * size + place(x)) * 4;
    return [...data.subarray(first, first + 3)];
  };
  expect(at(16, 8)).toEqual(ink);
  expect(at(6, 16)).toEqual(ink);
  expect(at(26, 21)).toEqual(ink);
  expect(at(10, 11)).toEqual(ground);
  expect(at(2, 2)).toEqual(ground);
});
