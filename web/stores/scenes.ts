/** Which scene the wall shows: chosen by hand, in turn, for an urgent alert, or as a step of a visit. */
import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { Scene } from '../../shared/county/scenes.ts';
import { overviewId } from '../../shared/county/wall-ids.ts';
import { useBoard } from './board.ts';
import { useCounty } from './county.ts';
import { usePage } from './page.ts';
import { useCarousel } from './use-carousel.ts';
import { useVisit } from './use-visit.ts';

/** What stands on a page before its county is known: frames that say that they load, or that nothing may be seen. */
const unknownCounty: Scene = { id: overviewId, name: '总览', seconds: 60, main: ['map'], sides: [] };

export const useScenes = defineStore('scenes', () => {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const scenes = computed<readonly Scene[]>(() => county.profile?.wall.scenes ?? []);
  const { step, running, ...carousel } = useCarousel(scenes);
  const visit = useVisit();
  const visiting = visit.current;

  /** Undefined for the moment in which the page does not know yet whether there is the scene of its address. */
  const current = computed<Scene | undefined>(() => {
    const shown = visiting.value?.scene ?? carousel.shown.value;
    const found = scenes.value.find(({ id }) => id === shown) ?? scenes.value[0];
    if (found !== undefined) return found;
    return ['', overviewId].includes(shown) || county.denied ? unknownCounty : undefined;
  });
  /** New urgent alerts that have the screen. */
  const marked = computed(() => (visiting.value ? [] : carousel.alerts.value));
  const held = computed(() => page.anythingOpen || board.mode !== 'live');

  /** Time goes on for what shows itself, unless somebody reads what is open over it, or looks at the past. */
  function tick(ms: number): void {
    if (held.value || county.profile === undefined) return;
    if (visiting.value) visit.step({ type: 'tick', ms });
    else if (running.value) step({ type: 'tick', ms });
  }
  function choose(id: string): void {
    visit.end();
    step({ type: 'chosen', scene: id });
  }
  function toggleCarousel(): void {
    visit.end();
    step({ type: running.value ? 'stopped' : 'started' });
  }
  function toggleVisit(): void {
    if (visiting.value) visit.end();
    else visit.begin();
  }
  function touched(): void {
    if (visiting.value === undefined && running.value) step({ type: 'touched' });
  }

  return {
    scenes,
    current,
    running,
    marked,
    elapsed: carousel.elapsed,
    restSeconds: carousel.restSeconds,
    address: carousel.address,
    takeAddress: carousel.takeAddress,
    tick,
    touched,
    choose,
    toggleCarousel,
    visitSteps: visit.steps,
    visiting,
    beginVisit: visit.begin,
    toggleVisit,
    moveVisit: visit.step,
    endVisit: visit.end,
  };
});
