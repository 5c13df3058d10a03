/** The keys of the dispatch: nothing while somebody writes or a dialog is open. */
import { onScopeDispose } from 'vue';
import { isTyped } from '../../../motion/is-typed.ts';
import { actionOf, type DeskKeyAction } from './desk-keys.ts';

/** A button, a link or a choice that has the focus takes its own keys. */
const ownKeys = new Set(['Enter', ' ']);
const takesOwn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary, [role="menuitem"]') !== null;

export function useDispatchKeys(act: (action: DeskKeyAction) => boolean): void {
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || isTyped(event.target)) return;
    if (ownKeys.has(event.key) && takesOwn(event.target)) return;
    if (document.querySelector('.el-overlay, [aria-modal="true"]') !== null) return;
    const action = actionOf(event);
    if (action !== undefined && act(action)) event.preventDefault();
  }
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
