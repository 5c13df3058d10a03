/** Chromium, and a page that remembers everything that should not have happened on it. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium; npm test tells how to get one.');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}

export const fullHd = { width: 1920, height: 1080 };

export interface Watched {
  page: Page;
  /** Errors on the console and of scripts, dialogs, violations of the content policy, requests to other hosts. */
  faults: string[];
  close(): Promise<void>;
}

/** What a browser says of a server that is down or refuses: no fault of the page. */
export const isLineFault = (fault: string): boolean =>
  /net::ERR_|WebSocket (connection to|is already in)|the server responded with a status of (401|403|503)|status of 400 .*\/socket\.io\//.test(
    fault,
  );

/** A page of its own, without anything that another one kept. */
export async function openPage(browser: Browser, size = fullHd): Promise<Watched> {
  const context = await browser.newContext({
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.name} ${error.message} ${error.stack}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1')
      faults.push(`request: ${request.url()}`);
  });
  await page.exposeFunction('tellViolation', (text: string) => faults.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell: unknown = Reflect.get(window, 'tellViolation');
      if (typeof tell === 'function')
        tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  return { page, faults, close: () => context.close() };
}
