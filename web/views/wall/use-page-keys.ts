import { onScopeDispose } from 'vue';
import { usePage } from '../../stores/page.ts';

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

/** Esc and the key of a remote control close what is open, else go one place up; `?` tells the keys. */
export function usePageKeys(): void {
  const page = usePage();

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target))
      return;
    if (event.key === 'Escape' || event.key === 'Backspace' || event.key === 'BrowserBack') page.back();
    else if (event.key === '?' || event.key === '？') page.keysOpen = !page.keysOpen;
    else return;
    event.preventDefault();
  }
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
