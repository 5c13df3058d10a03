import { computed, nextTick, onScopeDispose, type Ref, ref, type ShallowRef, watch } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { usePage } from '../../stores/page.ts';
import { isArrow, nextSpot, type Spot } from './next-spot.ts';

export interface Roving {
  /** The spot that Tab comes to. */
  current: Readonly<Ref<string | undefined>>;
  /** The spot that has the focus. */
  focused: Ref<string | undefined>;
  /** Whether what has the focus is of the map: after a step into a place the focus stays on it. */
  onFocusIn(event: FocusEvent): void;
  onFocusOut(event: FocusEvent): void;
}

/** Elements of the map by their code. */
const spotAttribute = 'data-spot';

/** Who went into a place by the keyboard goes on from there: what had the focus is no more. */
function useStay(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  spots: () => readonly Spot[],
  focused: Ref<string | undefined>,
  focusCurrent: () => void,
): void {
  const page = usePage();
  let stays = false;
  watch(
    () => page.scope,
    () => {
      stays = focused.value !== undefined;
      focused.value = undefined;
    },
    { flush: 'sync' },
  );
  // Who has gone elsewhere in the meantime is not fetched back.
  const onFocus = ({ target }: FocusEvent): void => {
    if (target instanceof Node && root.value?.contains(target) === false) stays = false;
  };
  window.addEventListener('focusin', onFocus);
  onScopeDispose(() => window.removeEventListener('focusin', onFocus));
  watch(
    spots,
    async () => {
      if (!stays) return;
      await nextTick();
      if (document.activeElement === document.body) focusCurrent();
      stays = document.activeElement === document.body;
    },
    { flush: 'post' },
  );
}

/**
 * The arrow keys on the map: one spot of it is in the order of Tab, and the arrows go from there to the next one in
 * their direction. They work too where nothing has the focus, as on a wall with a remote control.
 */
export function useRoving(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  spots: () => readonly Spot[],
  first: () => string | undefined,
): Roving {
  const board = useBoard();
  const page = usePage();
  const focused = ref<string>();
  const known = (code: string | undefined): boolean => spots().some((spot) => spot.code === code);
  const current = computed(() => [focused.value, first(), spots()[0]?.code].find(known));

  function focus(code: string | undefined): void {
    if (code !== undefined)
      root.value?.querySelector<HTMLElement>(`[${spotAttribute}="${CSS.escape(code)}"]`)?.focus();
  }

  function onKey(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!isArrow(key) || event.ctrlKey || event.metaKey || event.altKey || page.anythingOpen) return;
    const inside = target instanceof Element && root.value?.contains(target) === true;
    // A replay has its own use for the arrows where they are nobody's.
    if (!inside && (target !== document.body || board.mode !== 'live')) return;
    const from = spots().find(({ code }) => code === current.value);
    if (from === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    focus(focused.value === undefined ? from.code : nextSpot(spots(), from.at, key)?.code);
  }
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));

  useStay(root, spots, focused, () => focus(current.value));

  return {
    current,
    focused,
    onFocusIn({ target }) {
      focused.value =
        (target instanceof Element && target.closest(`[${spotAttribute}]`)?.getAttribute(spotAttribute)) ||
        undefined;
    },
    onFocusOut({ relatedTarget }) {
      if (!(relatedTarget instanceof Element && root.value?.contains(relatedTarget)))
        focused.value = undefined;
    },
  };
}
