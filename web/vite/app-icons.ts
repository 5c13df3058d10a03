import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** The icon is drawn on a square of so many units: one path of level and upright strokes on a plain ground. */
const side = 32;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

type Point = readonly [x: number, y: number];

const attribute = (svg: string, name: string): string => {
  const found = new RegExp(`<path[^>]* ${name}="([^"]+)"`).exec(svg)?.[1];
  if (found === undefined) throw new Error(`The icon has no path with ${name}.`);
  return found;
};

/** The corners of a path that goes by M, H, V, h and v alone. */
function cornersOf(d: string): Point[] {
  const corners: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', numbers = ''] of d.matchAll(/([MHVhv])([-\d. ]+)/g)) {
    const [first = 0, second = 0] = numbers.trim().split(/\s+/).map(Number);
    if (command === 'M') [x, y] = [first, second];
    else if (command === 'H' || command === 'h') x = command === 'H' ? first : x + first;
    else y = command === 'V' ? first : y + first;
    corners.push([x, y]);
  }
  return corners;
}

/** What the strokes cover: each reaches over the corners that it shares with another, and ends bluntly. */
export function strokesOf(svg: string): Box[] {
  const half = Number(attribute(svg, 'stroke-width')) / 2;
  const corners = cornersOf(attribute(svg, 'd'));
  return corners.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = corners[index] ?? [x, y];
    const level = y === fromY;
    const over = (at: number): number => (at > 0 && at < corners.length - 1 ? half : 0);
    const [start, end] = level ? [fromX, x] : [fromY, y];
    const forward = end >= start;
    const least = Math.min(start, end) - over(forward ? index : index + 1);
    const most = Math.max(start, end) + over(forward ? index + 1 : index);
    return level
      ? { left: least, right: most, top: y - half, bottom: y + half }
      : { left: x - half, right: x + half, top: least, bottom: most };
  });
}

/** How much of the square from (x, y) lies under one of the boxes, by points of a grid. */
function coverOf(boxes: readonly Box[], x: number, y: number, width: number): number {
  const grid = 4;
  let covered = 0;
  for (let point = 0; point < grid * grid; point++) {
    const across = x + (((point % grid) + 0.5) / grid) * width;
    const down = y + ((Math.floor(point / grid) + 0.5) / grid) * width;
    if (
      boxes.some(
        ({ left, top, right, bottom }) => across >= left && across < right && down >= top && down < bottom,
      )
    )
      covered++;
  }
  return covered / (grid * grid);
}

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function pngOf(size: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits of red, green and blue each.
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The icon as a picture of `size` × `size`; `share` of it is the drawing, so that a round mask cuts nothing off. */
export function drawIcon(svg: string, size: number, share: number): Buffer {
  const ground = channelsOf(/<rect[^>]* fill="(#\w{6})"/.exec(svg)?.[1] ?? '#000000');
  const ink = channelsOf(attribute(svg, 'stroke'));
  const boxes = strokesOf(svg);
  const unit = side / share / size;
  const margin = (side / share - side) / 2;
  const row = 1 + size * 3;
  const pixels = Buffer.alloc(row * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const cover = coverOf(boxes, x * unit - margin, y * unit - margin, unit);
      const mixed = ground.map((channel, index) =>
        Math.round(channel + ((ink[index] ?? 0) - channel) * cover),
      );
      pixels.set(mixed, y * row + 1 + x * 3);
    }
  return pngOf(size, pixels);
}

const icons = [
  { fileName: 'app-180.png', size: 180, share: 1 },
  { fileName: 'app-192.png', size: 192, share: 1 },
  { fileName: 'app-512.png', size: 512, share: 1 },
  { fileName: 'app-maskable-512.png', size: 512, share: 0.74 },
];

/** Makes the pictures that a home screen asks for from the icon of the pages; phones take no drawing for it. */
export function appIcons(): Plugin {
  return {
    name: 'app-icons',
    applyToEnvironment: ({ name }) => name === 'phone',
    generateBundle() {
      const svg = readFileSync(join(import.meta.dirname, '../public/icon.svg'), 'utf8');
      for (const { fileName, size, share } of icons)
        this.emitFile({ type: 'asset', fileName, source: drawIcon(svg, size, share) });
    },
  };
}
