/** What the charts are drawn with, loaded when the first of them has a place. */

export type Kit = typeof import('./echarts.ts');

const retryMs = 2_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));

/** A server that is away just then is asked again, as long as somebody waits for it. */
export async function loadKit(waited: () => boolean): Promise<Kit | undefined> {
  while (waited()) {
    try {
      const kit = await import('./echarts.ts');
      await document.fonts.load('600 20px "Barlow Condensed"').catch(() => undefined);
      return kit;
    } catch {
      await pause(retryMs);
    }
  }
  return undefined;
}
