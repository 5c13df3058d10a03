/**
 * The worker of the app: it keeps the hashed files of this build and the page that says that there is no line, and
 * never an answer of the server. Where the page is plain HTTP, browsers have none.
 */
export async function keepWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // The build is in the address: with another build comes another worker, which throws away what the last one kept.
  await navigator.serviceWorker.register(`/sw.js?build=${__BUILD__}`, { scope: '/m' }).catch(() => undefined);
}
