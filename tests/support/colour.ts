/** Colours as numbers: how much light they send, how far apart they look, and how they look to who sees fewer of them. */

/** sRGB, each 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number];
export type Rgba = readonly [...Rgb, alpha: number];

/** What `getComputedStyle` says, or a token of ours. */
export function rgbaOf(text: string): Rgba {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex) return [parseInt(hex[1] ?? '', 16), parseInt(hex[2] ?? '', 16), parseInt(hex[3] ?? '', 16), 1];
  const parts =
    /^rgba?\(([^)]*)\)$/
      .exec(text)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  const [red, green, blue, alpha = 1] = parts;
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`No colour: ${text}`);
  return [red, green, blue, alpha];
}

export const rgbOf = (text: string): Rgb => {
  const [red, green, blue] = rgbaOf(text);
  return [red, green, blue];
};

const linear = (channel: number): number => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const gamma = (light: number): number => {
  const share = Math.min(1, Math.max(0, light));
  return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
};

const lightOf = ([red, green, blue]: Rgb): Rgb => [linear(red), linear(green), linear(blue)];
const dot = (row: Rgb, [a, b, c]: Rgb): number => row[0] * a + row[1] * b + row[2] * c;

type Matrix = readonly [Rgb, Rgb, Rgb];
const times = (matrix: Matrix, vector: Rgb): Rgb => [
  dot(matrix[0], vector),
  dot(matrix[1], vector),
  dot(matrix[2], vector),
];

/** Machado, Oliveira, Fernandes 2009: a whole kind of cone missing, in linear light. */
export const blindness = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>;
export type Blindness = keyof typeof blindness;
export const kindsOfBlindness = Object.keys(blindness) as Blindness[];

/** A colour as it looks to whom a kind of cone is missing. */
export function seenBy(kind: Blindness, colour: Rgb): Rgb {
  const [red, green, blue] = times(blindness[kind], lightOf(colour));
  return [Math.round(gamma(red)), Math.round(gamma(green)), Math.round(gamma(blue))];
}

const conesOfLight: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const labOfCones: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function oklabOf(colour: Rgb): Rgb {
  const [long, middle, short] = times(conesOfLight, lightOf(colour));
  return times(labOfCones, [Math.cbrt(long), Math.cbrt(middle), Math.cbrt(short)]);
}

/** In OKLab, where equal distances look equally far apart; black to white is 1. */
export function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklabOf(one), oklabOf(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** How far apart the two are that come closest. */
export const closest = (colours: readonly Rgb[]): number =>
  Math.min(...colours.flatMap((one, index) => colours.slice(index + 1).map((other) => distance(one, other))));

/** Relative luminance as WCAG has it. */
export const luminance = (colour: Rgb): number => dot([0.2126, 0.7152, 0.0722], lightOf(colour));

/** From 1 to 21 as WCAG has it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What is seen of a colour that is laid over another. */
export const over = ([red, green, blue, alpha]: Rgba, ground: Rgb): Rgb => [
  red * alpha + ground[0] * (1 - alpha),
  green * alpha + ground[1] * (1 - alpha),
  blue * alpha + ground[2] * (1 - alpha),
];
