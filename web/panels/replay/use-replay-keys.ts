import { onScopeDispose } from 'vue';
import { isTyped } from '../../motion/is-typed.ts';
import { useFreeze } from '../../stores/freeze.ts';
import { usePage } from '../../stores/page.ts';
import { useReplay } from '../../stores/replay.ts';

/** Whether a key belongs to what was reached by keys: a button takes the space, the map the arrows. */
function isElsewhere(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return false;
  if (target.closest('.replay-bar') === null) return true;
  return key === ' ' && target.tagName === 'BUTTON';
}

/** R begins a replay, F freezes; in a replay space, the arrows, Home, End and Esc lead it. */
export function useReplayKeys(): void {
  const replay = useReplay();
  const freeze = useFreeze();
  const page = usePage();

  const leads: Record<string, () => void> = {
    ' ': replay.toggle,
    ArrowLeft: replay.stepBackward,
    ArrowRight: replay.stepForward,
    ArrowUp: replay.faster,
    ArrowDown: replay.slower,
    Home: replay.toStart,
    End: replay.toEnd,
  };

  function lead({ key, target }: KeyboardEvent): boolean {
    if (replay.state === 'closed') return false;
    // What is open over the page is closed first.
    if (key === 'Escape') {
      if (page.anythingOpen) return false;
      replay.close();
      return true;
    }
    const act = leads[key];
    if (act === undefined || page.anythingOpen || isElsewhere(key, target)) return false;
    act();
    return true;
  }

  function begin(key: string): boolean {
    if (key === 'r') replay.ask();
    else if (key === 'f') freeze.toggle();
    else return false;
    return true;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target) || replay.asked) return;
    if (!lead(event) && !begin(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  // Before the page's own keys: in a replay Esc ends it and does not go up by a place.
  window.addEventListener('keydown', onKey, { capture: true });
  onScopeDispose(() => window.removeEventListener('keydown', onKey, { capture: true }));
}
