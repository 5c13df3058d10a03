import { onScopeDispose } from 'vue';

const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const captured = { capture: true, passive: true };

/** Calls `touched` whenever somebody touches the page, by hand, pointer or key. */
export function useTouch(touched: (event: Event) => void): void {
  for (const kind of kinds) window.addEventListener(kind, touched, captured);
  onScopeDispose(() => {
    for (const kind of kinds) window.removeEventListener(kind, touched, captured);
  });
}
