import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue';

const takesFocus =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input, select, textarea, [tabindex="0"]';

/** While a pane is open the focus goes about in it; closed, it gives the focus back to what opened it. */
export function useHeldFocus(pane: Readonly<ShallowRef<HTMLElement | null>>): void {
  const opener = document.activeElement;

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || !pane.value) return;
    const stops = [...pane.value.querySelectorAll<HTMLElement>(takesFocus)];
    const last = stops[stops.length - 1];
    const [edge, other] = event.shiftKey ? [stops[0], last] : [last, stops[0]];
    const within = document.activeElement;
    if (within !== edge && !(event.shiftKey && within === pane.value)) return;
    event.preventDefault();
    other?.focus();
  }

  onMounted(() => {
    pane.value?.addEventListener('keydown', onKey);
    pane.value?.focus({ preventScroll: true });
  });
  onBeforeUnmount(() => {
    const within = document.activeElement;
    const left = within !== null && within !== document.body && pane.value?.contains(within) !== true;
    if (!left && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  });
}
