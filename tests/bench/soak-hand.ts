/**
 * A hand and an eye for a page that is weighed. What finds and reads elements for tests runs as scripts of its own in
 * the page, and the engine counts and compiles them like those of the wall; this one leaves nothing behind.
 */
import type { CDPSession, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { pause } from './server.ts';

export interface Root {
  connection?: string;
  mode?: string;
  scope?: string;
}

interface Point {
  x: number;
  y: number;
}

/** The middles of all elements that can be touched where they are. Runs in the page. */
const touchable = (selector: string): Point[] =>
  [...document.querySelectorAll(selector)].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    const hit = width > 0 ? document.elementFromPoint(middle.x, middle.y) : null;
    return element.contains(hit) ? [middle] : [];
  });

export class SoakHand {
  /** How long it rests after each thing that it did. */
  restMs = 1_500;

  constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  private async read<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      ...{ expression, returnByValue: true },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }

  root(): Promise<Root> {
    return this.read('({ ...document.documentElement.dataset })');
  }

  rest(times = 1): Promise<void> {
    return pause(times * this.restMs);
  }

  /** Waits until the root element says so. */
  async sees(what: string, holds: (root: Root) => boolean, ms = 60_000): Promise<void> {
    await until(
      what,
      async () => {
        if (holds(await this.root())) return true;
        await pause(80);
        return false;
      },
      ms,
    );
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.rest();
    }
  }

  /** Touches one of those elements, another one each turn; waits for the first of them. */
  async touch(selector: string, turn = 0): Promise<void> {
    const points = await until(`there is ${selector}`, async () => {
      const found = await this.read<Point[]>(`(${touchable})(${JSON.stringify(selector)})`);
      if (found.length > 0) return found;
      await pause(80);
      return undefined;
    });
    const { x, y } = points[turn % points.length] as Point;
    await this.page.mouse.click(x, y);
    await this.rest();
  }

  /** Waits until there is one, or none any more. */
  async finds(selector: string, there = true): Promise<void> {
    const look = `document.querySelector(${JSON.stringify(selector)}) !== null`;
    await until(`${selector} is ${there ? '' : 'not '}there`, async () => {
      if ((await this.read<boolean>(look)) === there) return true;
      await pause(80);
      return false;
    });
  }

  /** The same view with another parameter, as the browser's own buttons go to it. */
  async address(name: string, value: string): Promise<void> {
    await this.read(`{
      const address = new URL(location.href);
      address.searchParams.set(${JSON.stringify(name)}, ${JSON.stringify(value)});
      history.replaceState(history.state, '', address);
      dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
    }`);
    await this.rest();
  }
}
