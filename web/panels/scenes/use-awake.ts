import { onScopeDispose, type Ref, ref, type ShallowRef } from 'vue';
import { useTouch } from '../../motion/use-touch.ts';
import { useReplay } from '../../stores/replay.ts';

/** The bar stays this long after the last sign of a hand. */
const stayMs = 6000;
/** A pointer above the lower eighth of the screen reads figures; it wakes the bar only when it comes after a rest. */
const nearFoot = 0.875;

/** Keys that lead the map, a visit or what is open do not ask for the bar. */
const leading = /^(Arrow|Page|Enter$|Escape$| $)/;

/** Whether somebody is there who may want the bar. */
export function useAwake(bar: Readonly<ShallowRef<HTMLElement | null>>): Ref<boolean> {
  const replay = useReplay();
  const awake = ref(false);
  let timer: number | undefined;
  let movedAt = Number.NEGATIVE_INFINITY;

  function rest(): void {
    awake.value = false;
    // A button that was clicked keeps the focus, which keeps the bar; one that was reached by key needs it.
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && bar.value?.contains(focused) && !focused.matches(':focus-visible'))
      focused.blur();
  }

  function wake(): void {
    awake.value = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(rest, stayMs);
  }

  /** In a replay keys and its own bar lead the replay, and the scenes are not asked for. */
  function leadsReplay({ type, target }: Event): boolean {
    if (replay.state === 'closed') return false;
    return type === 'keydown' || (target instanceof Element && target.closest('.replay-bar') !== null);
  }

  useTouch((event) => {
    if (event.type === 'wheel' || leadsReplay(event)) return;
    if (event instanceof KeyboardEvent && leading.test(event.key) && !awake.value) return;
    const now = performance.now();
    const reads =
      event instanceof PointerEvent &&
      event.pointerType === 'mouse' &&
      event.clientY < window.innerHeight * nearFoot &&
      now - movedAt < stayMs;
    movedAt = now;
    if (!reads) wake();
  });
  onScopeDispose(() => window.clearTimeout(timer));
  return awake;
}
