/**
 * The page's own scope through a reload: a wall that was led to a town and loads itself anew shows that town, and still
 * comes back to the county.
 */

const storageKey = 'own-scope';

function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

/** The scope that the page was opened with; `first` is the one in its address now. */
export function ownScope(first: string): string {
  try {
    return (isReload() && sessionStorage.getItem(storageKey)) || first;
  } catch {
    return first;
  }
}

export function keepOwnScope(scope: string): void {
  try {
    sessionStorage.setItem(storageKey, scope);
  } catch {
    // Where nothing can be kept, a reload begins anew where the page is.
  }
}
