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
    return violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 4).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`);
      return `${id}: ${help} (${nodes.length})\n${where.join('\n')}`;
    });
  }, within);
}
