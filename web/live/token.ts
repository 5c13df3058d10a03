/** The display token: given once in the fragment of the address, kept by the page, removed from the address. */

const storageKey = 'display-token';

function stored(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    // A browser that keeps nothing for this page still shows what its address gives.
    return undefined;
  }
}

let current: string | undefined;

/**
 * Takes the token out of the address, if there is one. Called once, before anything else reads the address, and never
 * on a page of people: on a machine that is a display too they read as whoever has signed in.
 */
export function takeToken(): void {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = fragment.get('token');
  current = stored();
  if (given === null) return;
  current = given === '' ? undefined : given;
  try {
    if (current === undefined) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, current);
  } catch {
    // As above: the token lasts as long as the page.
  }
  fragment.delete('token');
  const rest = fragment.toString();
  history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''));
}

/** The token to read with, if this page has one. */
export const token = (): string | undefined => current;
