import { onScopeDispose } from 'vue';
import { isTyped } from '../../motion/is-typed.ts';
import { usePage } from '../../stores/page.ts';
import { useReplay } from '../../stores/replay.ts';
import { useScenes } from '../../stores/scenes.ts';

/** 1–9 scenes, 0 the carousel, V a visit and in it ← → and Esc. What is open over the page has its own keys. */
export function useSceneKeys(): void {
  const page = usePage();
  const replay = useReplay();
  const scenes = useScenes();

  /** Whether the key meant a visit that is under way. */
  function leads(key: string): boolean {
    if (scenes.visiting === undefined || page.anythingOpen || replay.state !== 'closed') return false;
    if (key === 'ArrowRight' || key === 'PageDown') scenes.moveVisit({ type: 'next' });
    else if (key === 'ArrowLeft' || key === 'PageUp') scenes.moveVisit({ type: 'previous' });
    else if (key === 'Escape') scenes.endVisit();
    else return false;
    return true;
  }

  function chooses(key: string): boolean {
    const scene = /^[1-9]$/.test(key) ? scenes.scenes[Number(key) - 1] : undefined;
    if (scene) scenes.choose(scene.id);
    else if (key === '0') scenes.toggleCarousel();
    else if (key.toLowerCase() === 'v') scenes.toggleVisit();
    else return false;
    return true;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
    if (!leads(event.key) && !chooses(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  // Before anything else on the page: in a visit the arrows are its own.
  window.addEventListener('keydown', onKey, { capture: true });
  onScopeDispose(() => window.removeEventListener('keydown', onKey, { capture: true }));
}
