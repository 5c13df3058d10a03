/** How the display shows itself when nobody drives it, kept while somebody does: a reload must not forget it. */

const storageKey = 'own-view';

export interface OwnView {
  scope: string;
  /** As `?scene=` has it. */
  scene: string;
  /** As `?sound=` has it. */
  sound: string;
}

export function keptOwnView(): OwnView | undefined {
  try {
    const text = sessionStorage.getItem(storageKey);
    return text === null ? undefined : (JSON.parse(text) as OwnView);
  } catch {
    return undefined;
  }
}

export function keepOwnView(view: OwnView | undefined): void {
  try {
    if (view === undefined) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, JSON.stringify(view));
  } catch {
    // Where nothing can be kept, a reload while it is driven makes what it shows then its own.
  }
}
