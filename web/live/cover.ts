/** What covers the screen, kept by the page: a reload shows nothing that is to be hidden, not for a moment. */
import type { Cover } from '../../shared/wire/remote.ts';
import { token } from './token.ts';

const storageKey = 'cover';

/** Of a display alone: nobody takes it off again on another page. */
export function keptCover(): Cover | undefined {
  try {
    return (token() && (localStorage.getItem(storageKey) as Cover | null)) || undefined;
  } catch {
    // Where nothing can be kept, the server says it again as soon as the page has a line.
    return undefined;
  }
}

export function keepCover(cover: Cover | undefined): void {
  try {
    if (cover === undefined) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, cover);
  } catch {
    // As above.
  }
}
