import { onScopeDispose } from 'vue';

const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const captured = { capture: true, passive: true };

/** What moves under a pointer that lies still is told as a move of the pointer. */
const liesStill = (event: Event): boolean =>
  event instanceof PointerEvent &&
  event.type === 'pointermove' &&
  event.movementX === 0 &&
  event.movementY === 0;

/** Calls `touched` whenever somebody touches the page, by hand, pointer or key. */
export function useTouch(touched: (event: Event) => void): void {
  const hear = (event: Event): void => {
    if (!liesStill(event)) touched(event);
  };
  for (const kind of kinds) window.addEventListener(kind, hear, captured);
  onScopeDispose(() => {
    for (const kind of kinds) window.removeEventListener(kind, hear, captured);
  });
}
