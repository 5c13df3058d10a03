/** What can be measured of a page: where the ink of its texts is, what may cut it off, and what else is painted. */
import type { Page } from 'playwright-core';
import type { Box } from './boxes.ts';

export interface TextLine {
  /** Lines of one text have the same. */
  node: number;
  panel: string;
  text: string;
  /** The ink of the letters, not the line that they stand on. */
  ink: Box;
  /** What the elements around it leave to be seen. */
  seen: Box;
  /** What is told of a text that ends in … to whoever points at it. */
  whole: string | undefined;
  /** In CSS pixels. */
  size: number;
}

/** The texts of all panels, a line of each by itself; not those that are there for the ear alone. */
export const textsOf = (page: Page): Promise<TextLine[]> =>
  page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    const inkOf = (rect: DOMRect, text: string, style: CSSStyleDeclaration): Box => {
      const { left, top, right, bottom, height } = rect;
      if (style.writingMode !== 'horizontal-tb') {
        const [middle, half] = [(left + right) / 2, Number.parseFloat(style.fontSize) / 2];
        return { left: middle - half, right: middle + half, top, bottom };
      }
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const met = context.measureText(text);
      const spare = (height - met.fontBoundingBoxAscent - met.fontBoundingBoxDescent) / 2;
      const base = top + spare + met.fontBoundingBoxAscent;
      const [above, below] = [met.actualBoundingBoxAscent, met.actualBoundingBoxDescent];
      return { left, right, top: base - above, bottom: base + below };
    };
    const seenOf = (element: Element): { seen: Box; cut: Element | undefined } => {
      const seen = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
      let cut: Element | undefined;
      for (let above: Element | null = element; above; above = above.parentElement) {
        const style = getComputedStyle(above);
        const box = above.getBoundingClientRect();
        if (style.textOverflow === 'ellipsis' && above.scrollWidth > above.clientWidth) cut ??= above;
        if (style.overflowX !== 'visible' && style.display !== 'inline') {
          seen.left = Math.max(seen.left, box.left);
          seen.right = Math.min(seen.right, box.right);
        }
        if (style.overflowY !== 'visible' && style.display !== 'inline') {
          seen.top = Math.max(seen.top, box.top);
          seen.bottom = Math.min(seen.bottom, box.bottom);
        }
        if (style.position === 'fixed' || above === document.body) break;
      }
      return { seen, cut };
    };
    const lines: TextLine[] = [];
    const forTheEar = 2;
    let count = 0;
    for (const panel of document.querySelectorAll<HTMLElement>('[data-panel]')) {
      const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const [text, element] = [(node.textContent ?? '').trim(), node.parentElement];
        if (text === '' || !element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          continue;
        const style = getComputedStyle(element);
        if (style.color === 'rgba(0, 0, 0, 0)') continue;
        const { seen, cut } = seenOf(element);
        const range = document.createRange();
        range.selectNodeContents(node);
        if (seen.right - seen.left <= forTheEar) continue;
        cut?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        const whole = cut && (cut.closest('[title]')?.getAttribute('title') ?? '');
        count++;
        for (const rect of range.getClientRects())
          lines.push({
            node: count,
            ...{ panel: panel.dataset.panel ?? '', text, ink: inkOf(rect, text, style), seen },
            ...{ whole, size: Number.parseFloat(style.fontSize) },
          });
      }
    }
    return lines;
  });

/** What is painted besides text: grounds, edges, and the ink of canvases in cells. Grounds of panels are none. */
export const paintsOf = (page: Page, cell: number): Promise<Box[]> =>
  page.evaluate((size) => {
    const shows = (colour: string): boolean => !/^(transparent|rgba\(.*, 0(\.0\d*)?\))$/.test(colour);
    const inkOfCanvas = (canvas: HTMLCanvasElement): Box[] => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const [columns, rows] = [Math.round(width / size), Math.round(height / size)];
      const small = new OffscreenCanvas(columns || 1, rows || 1).getContext('2d');
      if (!small || !columns || !rows || !canvas.width) return [];
      small.drawImage(canvas, 0, 0, columns, rows);
      const { data } = small.getImageData(0, 0, columns, rows);
      const boxes: Box[] = [];
      for (let at = 0; at < columns * rows; at++) {
        if ((data[at * 4 + 3] ?? 0) < 8) continue;
        const [x, y] = [left + (at % columns) * size, top + Math.floor(at / columns) * size];
        boxes.push({ left: x, top: y, right: x + size, bottom: y + size });
      }
      return boxes;
    };
    const edgesOf = (box: Box, style: CSSStyleDeclaration): Box[] => {
      const edges: Box[] = [];
      const has = (width: string, colour: string): boolean => Number.parseFloat(width) > 0 && shows(colour);
      if (has(style.borderTopWidth, style.borderTopColor)) edges.push({ ...box, bottom: box.top + 1 });
      if (has(style.borderBottomWidth, style.borderBottomColor)) edges.push({ ...box, top: box.bottom - 1 });
      if (has(style.borderLeftWidth, style.borderLeftColor)) edges.push({ ...box, right: box.left + 1 });
      if (has(style.borderRightWidth, style.borderRightColor)) edges.push({ ...box, left: box.right - 1 });
      return edges;
    };
    const paints: Box[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('[data-panel], [data-panel] *')) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const box = { left, top, right, bottom };
      paints.push(...edgesOf(box, style));
      if (element instanceof HTMLCanvasElement) paints.push(...inkOfCanvas(element));
      else if (
        element.dataset.panel === undefined &&
        (shows(style.backgroundColor) || style.backgroundImage !== 'none')
      )
        paints.push(box);
    }
    return paints;
  }, cell);
