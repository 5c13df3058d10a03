/** Waits for the figures: events are safe once they are taken, and counted a little later. */

const gauge = /^cockpit_projection_lag_events (\d+)/m;
const askMs = 500;
/** A county's life by the minute is never further behind than this. */
const nearly = 100;

/** Comes back once the boards show what was sent, or the demonstration is stopped. */
export async function untilShown(baseUrl: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const behind = await lagOf(baseUrl);
    if (behind <= nearly) return;
    await new Promise((resolve) => setTimeout(resolve, askMs));
  }
}

/** How many events no figure shows yet; 0 where the server does not say. */
async function lagOf(baseUrl: string): Promise<number> {
  try {
    const response = await fetch(`${baseUrl}/metrics`);
    return Number(gauge.exec(await response.text())?.[1] ?? 0);
  } catch {
    return 0;
  }
}
