import { computed, onScopeDispose, watch } from 'vue';
import { useTouch } from '../../motion/use-touch.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import { useScenes } from '../../stores/scenes.ts';

/**
 * Brings the page back to its own scope when nobody has touched it for the county's `restSeconds`: on a wall no one
 * comes back to close what was opened. A visit leads by itself, and who looks at the past is not hurried.
 */
export function useRest(): void {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const scenes = useScenes();
  const waits = computed(() => page.away && scenes.visiting === undefined && board.mode === 'live');
  let timer: number | undefined;

  function rest(): void {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    page.goHome();
  }

  function wait(): void {
    window.clearTimeout(timer);
    const seconds = county.profile?.wall.restSeconds;
    if (waits.value && seconds !== undefined) timer = window.setTimeout(rest, seconds * 1000);
  }
  useTouch(wait);
  watch([waits, () => county.profile?.wall.restSeconds, () => page.scope], wait, { immediate: true });
  onScopeDispose(() => window.clearTimeout(timer));
}
