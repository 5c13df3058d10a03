/**
 * Keeps the focus where one works. What is done is often gone from the screen: its row leaves the list, its step gives
 * way to the next. The focus then goes to what stands in its place, and not to the top of the page.
 */
import { onBeforeUnmount, type Ref, type ShallowRef, watch } from 'vue';

const takesFocus = 'button:not([disabled]), input:not([disabled]), select:not([disabled]), a[href]';

/** An element that had the focus, and what it stood in: where it was among its neighbours, from the inside out. */
type Trail = readonly { parent: Element; index: number }[];

function trailOf(element: Element, root: Element): Trail {
  const trail: { parent: Element; index: number }[] = [];
  for (let at = element; at !== root && at.parentElement; at = at.parentElement)
    trail.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) });
  return trail;
}

const firstIn = (element: Element | undefined): HTMLElement | undefined => {
  if (element === undefined) return undefined;
  if (element instanceof HTMLElement && element.matches(takesFocus)) return element;
  return element.querySelector<HTMLElement>(takesFocus) ?? undefined;
};

/** What stands where the focus was: its successor, else the one before it, else the first of what is around them. */
export function successorOf(trail: Trail, root: Element): HTMLElement | undefined {
  for (const { parent, index } of trail) {
    if (!root.contains(parent)) continue;
    const { children } = parent;
    const found = firstIn(children[index]) ?? firstIn(children[index - 1]) ?? firstIn(parent);
    if (found) return found;
  }
  return firstIn(root);
}

/** Keeps the focus within `root` when what has it is taken away. */
export function useKeptFocus(root: Readonly<ShallowRef<HTMLElement | null>> | Ref<HTMLElement | null>): void {
  let last: { element: Element; trail: Trail } | undefined;

  function remember({ target }: FocusEvent): void {
    if (target instanceof Element && root.value)
      last = { element: target, trail: trailOf(target, root.value) };
  }
  function look(): void {
    if (last === undefined || last.element.isConnected || !root.value) return;
    const { trail } = last;
    last = undefined;
    // Whoever went on elsewhere is left alone.
    if (document.activeElement === null || document.activeElement === document.body)
      successorOf(trail, root.value)?.focus();
  }

  const observer = new MutationObserver(look);
  watch(
    root,
    (now, before) => {
      before?.removeEventListener('focusin', remember);
      observer.disconnect();
      now?.addEventListener('focusin', remember);
      if (now) observer.observe(now, { childList: true, subtree: true });
    },
    { flush: 'post' },
  );
  onBeforeUnmount(() => observer.disconnect());
}
