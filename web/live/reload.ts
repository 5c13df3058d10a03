/** Pages of another build than the server's reload themselves, once for each build: never in a circle. */

const storageKey = 'reloaded-for';

/** Reloads unless this page was already reloaded for `reason` (a build, or a wire version). */
export function reloadOnce(reason: string): void {
  try {
    if (sessionStorage.getItem(storageKey) === reason) return;
    sessionStorage.setItem(storageKey, reason);
  } catch {
    // Without a memory of the last reload there is no telling a circle: stay.
    return;
  }
  location.reload();
}
