/** What a script may read on the wall (contract §8), and how it must fit the board and the screen. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { until } from './until.ts';

/** Panels of the overview (16:9). */
export const overview = [
  ...['header', 'today', 'trend', 'platforms', 'local', 'assets', 'alerts', 'map'],
  ...['coverage', 'orders', 'ranking', 'feed'],
];

export interface Root {
  connection: string | undefined;
  mode: string | undefined;
  scope: string | undefined;
  demo: string | undefined;
}

export const rootOf = (page: Page): Promise<Root> =>
  page.evaluate(() => {
    const { connection, mode, scope, demo } = document.documentElement.dataset;
    return { connection, mode, scope, demo };
  });

/** Waits until the page is live and has the figures of a scope. */
export async function isLive(page: Page, scope?: string): Promise<void> {
  await until(
    'the wall is live',
    async () => {
      const root = await rootOf(page);
      const figures = await page.locator('[data-panel]:not([data-panel="header"]) [data-path]').count();
      // A panel that waits for its place is drawn anew when it has come, and what had the focus in it is gone.
      const loading = await page.locator('[aria-busy="true"]').count();
      const there = scope === undefined || root.scope === scope;
      return root.connection === 'live' && figures > 0 && loading === 0 && there;
    },
    40_000,
  );
}

export interface Figure {
  panel: string | undefined;
  path: string;
  value: string | undefined;
  text: string;
}

export const figuresOf = (page: Page): Promise<Figure[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-path]')].map((element) => ({
      panel: element.closest<HTMLElement>('[data-panel]')?.dataset.panel,
      path: element.dataset.path ?? '',
      value: element.dataset.value,
      text: element.textContent.trim(),
    })),
  );

/** The number at a path of a board as `data-value` says it: exact, and empty where there is none. */
export function expectedValue(board: unknown, path: string): string {
  let value = board;
  for (const step of path.split('.'))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return typeof value === 'number' ? String(value) : '';
}

/** At a moment between two deltas, every number on the page is that of the board. */
export async function expectFiguresOf(page: Page, address: string, scope: string): Promise<Figure[]> {
  const snapshot = async (): Promise<SnapshotAnswer> => {
    const response = await fetch(`${address}/api/v1/snapshot?scope=${scope}`);
    return (await response.json()) as SnapshotAnswer;
  };
  let wrong: string[] = ['the board never stood still'];
  const right = await until(`every number of ${scope}`, async () => {
    const before = await snapshot();
    const figures = await figuresOf(page);
    if ((await snapshot()).rev !== before.rev) return undefined;
    wrong = figures
      .map(({ panel, path, value }) => ({ panel, path, value, expected: expectedValue(before.board, path) }))
      .filter(({ value, expected }) => value !== expected)
      .map(({ panel, path, value, expected }) => `${panel}: ${path} is ${value}, not ${expected}`);
    return wrong.length === 0 && figures;
  }).catch(() => undefined);
  expect(right ? [] : wrong).toEqual([]);
  return right ?? [];
}

/** How far the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** What is seen of an element outside the panel that it belongs to. */
export const strayElements = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const slack = 3;
    const seenPart = (element: Element, panel: Element): DOMRect => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let above = element.parentElement; above && above !== panel; above = above.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(above);
        const box = above.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      return new DOMRect(left, top, right - left, bottom - top);
    };
    const stray: string[] = [];
    for (const panel of document.querySelectorAll<HTMLElement>('[data-panel]')) {
      const frame = panel.getBoundingClientRect();
      const clips = getComputedStyle(panel).overflow === 'hidden';
      for (const element of clips ? [] : panel.querySelectorAll('*')) {
        const { left, top, right, bottom, width, height } = seenPart(element, panel);
        if (width <= 0 || height <= 0) continue;
        const out =
          left < frame.left - slack ||
          right > frame.right + slack ||
          top < frame.top - slack ||
          bottom > frame.bottom + slack;
        if (out)
          stray.push(
            `${panel.dataset.panel}: ${element.tagName} ${element.className} ${[left, top, right, bottom].map(Math.round).join()} of ${[frame.left, frame.top, frame.right, frame.bottom].map(Math.round).join()}`,
          );
      }
    }
    return stray;
  });

/** Of each canvas whether anything is painted on it. */
const painted = (page: Page, panel: string): Promise<boolean[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLCanvasElement>(selector)].map((canvas) => {
        const copy = Object.assign(document.createElement('canvas'), { width: 200, height: 100 });
        const context = copy.getContext('2d', { willReadFrequently: true });
        if (canvas.width > 0 && canvas.height > 0) context?.drawImage(canvas, 0, 0, 200, 100);
        return context?.getImageData(0, 0, 200, 100).data.some((byte) => byte !== 0) ?? false;
      }),
    `[data-panel="${panel}"] canvas`,
  );

/** Whether every canvas of the map and of the trend has been drawn. */
export const canvasesDrawn = async (page: Page): Promise<boolean> => {
  const all = [...(await painted(page, 'map')), ...(await painted(page, 'trend'))];
  return all.length >= 3 && all.every(Boolean);
};
