/** What a page in a hand owes to the thumb and to the eye. */
import type { Page } from 'playwright-core';

/** Pixels of the smallest thing that a thumb hits for sure; rounding takes a little. */
const least = 43.5;
/** Pixels of the smallest letter. */
const leastLetter = 14;

/** Whatever takes a touch and answers it on less than 44 × 44 pixels, with its size. */
export const smallTargets = (page: Page, within = 'body'): Promise<string[]> =>
  page.evaluate(
    ([wanted, place]) => {
      const takes = 'button:not([tabindex="-1"]):not([disabled]), a[href], input, select, summary';
      const reach = 60;
      /** The cell of a map is meant for the town whose name stands on it. */
      const hits = (target: HTMLElement, x: number, y: number): boolean => {
        const hit = document.elementFromPoint(x, y);
        if (hit === null) return false;
        const { spot } = target.dataset;
        return target.contains(hit) || (spot !== undefined && hit.getAttribute('data-town') === spot);
      };
      const small: string[] = [];
      for (const target of document.querySelector(place)?.querySelectorAll<HTMLElement>(takes) ?? []) {
        target.scrollIntoView({ block: 'center', inline: 'center' });
        const { left, top, width, height } = target.getBoundingClientRect();
        if (width === 0 || getComputedStyle(target).visibility === 'hidden') continue;
        const [x, y] = [left + width / 2, top + height / 2];
        const far = (right: number, down: number): number => {
          let way = 0;
          while (way < reach && hits(target, x + right * (way + 1), y + down * (way + 1))) way += 1;
          return way;
        };
        const across = far(1, 0) + far(-1, 0) + 1;
        const along = far(0, 1) + far(0, -1) + 1;
        if (across < wanted || along < wanted)
          small.push(`${target.className} ${target.textContent?.trim().slice(0, 20)} ${across}×${along}`);
      }
      window.scrollTo(0, 0);
      return small;
    },
    [least, within] as const,
  );

/** Text that is smaller than a hand's distance allows. */
export const smallText = (page: Page): Promise<string[]> =>
  page.evaluate((wanted) => {
    const small = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement } = node;
      const text = node.textContent?.trim() ?? '';
      if (text === '' || parentElement === null || parentElement.closest('script, noscript')) continue;
      if (parentElement.getClientRects().length === 0) continue;
      const size = Number.parseFloat(getComputedStyle(parentElement).fontSize);
      if (size < wanted) small.add(`${parentElement.className} ${text.slice(0, 20)} ${size}`);
    }
    return [...small];
  }, leastLetter);
