/** How often a worker that waits is asked to take over. */
const askAgainMs = 1_000;

/**
 * The worker of the app: it keeps the hashed files of this build and the page that says that there is no line, and
 * never an answer of the server. Where the page is plain HTTP, browsers have none.
 */
export async function keepWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // The build is in the address: with another build comes another worker, which throws away what the last one kept.
  const registration = await navigator.serviceWorker
    .register(`/sw.js?build=${__BUILD__}`, { scope: '/m' })
    .catch(() => undefined);
  if (registration) askUntilActive(registration);
}

/**
 * The worker skips its waiting by itself; but a browser that has requests of the page under way just then waits for
 * their end, and Chromium may miss it: the older worker would stay until the page is closed.
 */
function askUntilActive(registration: ServiceWorkerRegistration): void {
  const timer = window.setInterval(() => {
    const { installing, waiting } = registration;
    if (waiting) waiting.postMessage('take-over');
    else if (!installing) window.clearInterval(timer);
  }, askAgainMs);
}
