/** How well each text of a page stands out from what is really painted behind it. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { contrast, over, type Rgb, type Rgba, rgbaOf } from './colour.ts';

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Text {
  text: string;
  /** The panel, and the element within it. */
  place: string;
  colour: string;
  /** Of all elements around it, multiplied. */
  opacity: number;
  /** Filters of the elements around it, which a computed colour does not know. */
  filters: string[];
  size: number;
  weight: number;
  box: Box;
}

/** Every text that is seen on the screen, and the values of its fields. Runs in the page. */
function readTexts(within: string): Text[] {
  const seenPart = (box: DOMRect, element: Element): DOMRect => {
    let { left, top, right, bottom } = box;
    const cut = (edge: { left: number; top: number; right: number; bottom: number }): void => {
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    };
    cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    for (let above: Element | null = element; above; above = above.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(above);
      if (overflowX !== 'visible' || overflowY !== 'visible') cut(above.getBoundingClientRect());
      if (position === 'fixed') break;
    }
    return new DOMRect(left, top, right - left, bottom - top);
  };
  /** Bars and panes that are fixed to the screen lie over what scrolls under them. */
  const isCovered = ({ left, top, width, height }: DOMRect, element: Element): boolean => {
    let above = document.elementFromPoint(left + width / 2, top + height / 2);
    while (above && getComputedStyle(above).position !== 'fixed') above = above.parentElement;
    return above !== null && !above.contains(element);
  };
  const describe = (element: Element, text: string, boxes: DOMRect[]): Text[] => {
    const style = getComputedStyle(element);
    let opacity = 1;
    const filters: string[] = [];
    for (let above: Element | null = element; above; above = above.parentElement) {
      const { opacity: share, filter } = getComputedStyle(above);
      opacity *= Number(share);
      if (filter !== 'none') filters.push(filter);
    }
    if (style.visibility !== 'visible' || opacity === 0) return [];
    const panel = element.closest<HTMLElement>('[data-panel]')?.dataset.panel ?? 'page';
    return boxes
      .map((box) => seenPart(box, element))
      .filter((box) => box.width >= 2 && box.height >= 4 && !isCovered(box, element))
      .map(({ left, top, width, height }) => ({
        text: text.trim().slice(0, 40),
        place: `${panel} ${element.tagName.toLowerCase()}.${element.className}`,
        colour: style.color,
        opacity,
        filters,
        size: Number.parseFloat(style.fontSize),
        weight: Number(style.fontWeight),
        box: { left, top, width, height },
      }));
  };
  const found: Text[] = [];
  for (const root of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      if (text.trim() === '' || !node.parentElement) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      found.push(...describe(node.parentElement, text, [...range.getClientRects()]));
    }
    for (const field of root.querySelectorAll<HTMLInputElement>('input:not([type="range"]), select'))
      found.push(...describe(field, field.value, [field.getBoundingClientRect()]));
  }
  return found;
}

/** The screen as it is without its texts; their halos stay, for they are part of the ground. */
async function shootGround(page: Page): Promise<PNG> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { -webkit-text-fill-color: transparent !important; transition: none !important; animation: none !important; }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  const shot = await page.screenshot();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return PNG.sync.read(shot);
}

/** What a filter of the page makes of a colour; one that is not known here is a fault of this test, not of the page. */
function filtered(colour: Rgba, filter: string): Rgba {
  let [red, green, blue, alpha] = colour;
  for (const [, name, amount = ''] of filter.matchAll(/([\w-]+)\(([^)]*)\)/g)) {
    const share = Number(amount);
    if (name !== 'grayscale') throw new Error(`What does ${filter} make of a text?`);
    const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    [red, green, blue] = [red, green, blue].map((channel) => channel + (grey - channel) * share) as [
      number,
      number,
      number,
    ];
  }
  return [red, green, blue, alpha];
}

function groundOf({ data, width, height }: PNG, { left, top, width: across, height: down }: Box): Rgb[] {
  const steps = 20;
  const pixels: Rgb[] = [];
  for (let row = 0; row < steps; row += 1)
    for (let column = 0; column < steps; column += 1) {
      const x = Math.min(width - 1, Math.floor(left + ((column + 0.5) / steps) * across));
      const y = Math.min(height - 1, Math.floor(top + ((row + 0.5) / steps) * down));
      const at = (y * width + x) * 4;
      pixels.push([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
    }
  return pixels;
}

/** A sixth of the ground may be a border or a dot that touches the box of the text; what counts is what the rest stands on. */
const touched = 1 / 6;

function ratioOf(text: Text, ground: PNG): number {
  const [red, green, blue, alpha] = text.filters.reduce(filtered, rgbaOf(text.colour));
  const colour: Rgba = [red, green, blue, alpha * text.opacity];
  const ratios = groundOf(ground, text.box)
    .map((pixel) => contrast(over(colour, pixel), pixel))
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length * touched)] ?? 0;
}

/** WCAG 2 AA: large is 18 pt, or 14 pt and bold. */
const neededFor = ({ size, weight }: Text): number =>
  size >= 24 || (size >= 18.66 && weight >= 700) ? 3 : 4.5;

export interface Legibility {
  /** How many texts were measured. */
  texts: number;
  /** Those that are too faint, each place once. */
  faint: string[];
}

/** The texts that are too faint, by place and colour. */
async function measure(page: Page, within: string): Promise<Legibility & { found: Map<string, string> }> {
  const ground = await shootGround(page);
  const texts = (await page.evaluate(readTexts, within)).filter(({ colour }) => rgbaOf(colour)[3] > 0);
  const found = new Map<string, string>();
  for (const text of texts) {
    const ratio = ratioOf(text, ground);
    const needed = neededFor(text);
    if (ratio < needed)
      found.set(
        `${text.place} ${text.colour}`,
        `${text.place} 「${text.text}」 ${text.colour} ${ratio.toFixed(2)} < ${needed}`,
      );
  }
  return { texts: texts.length, faint: [...found.values()], found };
}

/** Measures every text within some elements of a page. What moved between the picture and the reading is no fault. */
export async function legibilityOf(page: Page, within = 'body'): Promise<Legibility> {
  const { texts, faint, found } = await measure(page, within);
  if (faint.length === 0) return { texts, faint };
  const again = await measure(page, within);
  return { texts, faint: [...again.found].filter(([key]) => found.has(key)).map(([, fault]) => fault) };
}
