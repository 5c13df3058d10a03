/** What axe-core finds on a page (WCAG 2.1 A and AA, and what it calls best practice). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: ElementContext, options: RunOptions): Promise<AxeResults>;
}

/** Each violation in a line, with the first elements that it is about. */
export async function violationsOf(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async (context) => {
    const axe: Axe = Reflect.get(window, 'axe');
    const { violations } = await axe.run(context, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
      // Over gradients it cannot tell, and takes long for it: contrast is measured on the painted page instead.
      rules: { 'color-contrast': { enabled: false } },
    });
    const running = 5_000;
    // A number on its way to the next value is read out as that value: it is no fault where the two meet.
    const settles = async (element: Element | null): Promise<boolean> => {
      const end = performance.now() + running;
      const label = (): string => element?.getAttribute('aria-label') ?? '';
      while (element?.isConnected && !label().includes(element.textContent ?? '')) {
        if (performance.now() > end) return false;
        await new Promise(requestAnimationFrame);
      }
      return true;
    };
    for (const violation of violations.filter(({ id }) => id === 'label-content-name-mismatch')) {
      const stay = await Promise.all(
        violation.nodes.map(async ({ target }) => {
          const [selector] = target;
          const element = typeof selector === 'string' ? document.querySelector(selector) : null;
          return !element?.matches('.figure[data-path]') || !(await settles(element));
        }),
      );
      violation.nodes = violation.nodes.filter((_node, index) => stay[index]);
    }
    const standing = violations.filter(({ nodes }) => nodes.length > 0);
    return standing.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 4).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`);
      return `${id}: ${help} (${nodes.length})\n${where.join('\n')}`;
    });
  }, within);
}
