/** Which scene the wall shows: chosen by hand, in turn, for an urgent alert, or as a step of a visit. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Scene } from '../../shared/county/scenes.ts';
import { overviewId } from '../../shared/county/wall-ids.ts';
import { useBoard } from './board.ts';
import {
  type Carousel,
  type CarouselEvent,
  type CarouselRules,
  sceneShown,
  stepCarousel,
  stoppedCarousel,
} from './carousel.ts';
import { useCounty } from './county.ts';
import { useMood } from './mood.ts';
import { usePage } from './page.ts';
import { beginVisit, stepVisit, type Visit, type VisitEvent } from './visit.ts';

/** What stands on a page before its county is known: frames that say that they load, or that nothing may be seen. */
const unknownCounty: Scene = { id: overviewId, name: '总览', seconds: 60, main: ['map'], sides: [] };

/** The address of a carousel, and of one in the turn of a scene. */
const inTurn = 'auto';

const secondMs = 1000;

function useCarousel(scenes: () => readonly Scene[]) {
  const county = useCounty();
  const state = shallowRef<Carousel>(stoppedCarousel);
  const rules = computed<CarouselRules>(() => {
    const wall = county.profile?.wall;
    const ids = scenes();
    const alertScene =
      ids.find(({ main }) => main[0] === 'alerts-list') ?? ids.find(({ id }) => id === 'alerts');
    return {
      turns: ids.map(({ id, seconds }) => ({ id, ms: seconds * secondMs })),
      restMs: (wall?.restSeconds ?? 0) * secondMs,
      alertMs: (wall?.alertSeconds ?? 0) * secondMs,
      alertScene: alertScene?.id,
    };
  });
  function step(event: CarouselEvent): void {
    state.value = stepCarousel(state.value, event, rules.value);
  }
  return { state, rules, step };
}

/** New urgent alerts, told to the carousel; what a place had when the page came there is not news. */
function useUrgentAlerts(step: (event: CarouselEvent) => void): void {
  const board = useBoard();
  const mood = useMood();
  let heardOf = '';
  watch(
    () => board.calm,
    (calm) => {
      if (calm === undefined || board.freshness !== 'live') return;
      const urgent = Object.entries(calm.alerts).filter(([, { severity }]) => severity === 'urgent');
      step({ type: 'alerts', open: urgent.map(([id]) => id), known: calm.scope !== heardOf || mood.solemn });
      heardOf = calm.scope;
    },
  );
}

function useVisit() {
  const county = useCounty();
  const page = usePage();
  const state = shallowRef<Visit>();
  const steps = computed(() => county.profile?.wall.visit ?? []);
  const rules = computed(() => ({
    steps: steps.value.map(({ seconds }) => (seconds === undefined ? undefined : seconds * secondMs)),
  }));
  /** Where the page was led from, to be there again afterwards. */
  let home = '';

  function show(next: Visit | undefined): void {
    const moved = next?.at !== state.value?.at;
    if (state.value === undefined) home = page.scope;
    state.value = next;
    if (moved) page.visit((next && steps.value[next.at]?.scope) ?? home);
  }
  function step(event: VisitEvent): void {
    if (state.value) show(stepVisit(state.value, event, rules.value));
  }
  /** What the step shows and says; undefined where there is no visit. */
  const current = computed(() => {
    const one = state.value && steps.value[state.value.at];
    return state.value && one && { ...one, at: state.value.at, of: steps.value.length };
  });
  const begin = (at = 0): void => show(beginVisit(at, rules.value));
  const end = (): void => {
    if (state.value) show(undefined);
  };
  return { steps, current, step, begin, end };
}

export const useScenes = defineStore('scenes', () => {
  const county = useCounty();
  const page = usePage();
  const scenes = computed<readonly Scene[]>(() => county.profile?.wall.scenes ?? []);
  const { state: carousel, rules, step } = useCarousel(() => scenes.value);
  const visit = useVisit();
  useUrgentAlerts(step);

  const running = computed(() => carousel.value.running);
  const shown = computed(() => visit.current.value?.scene ?? sceneShown(carousel.value, rules.value));
  /** Undefined for the moment in which the page does not know yet whether there is the scene of its address. */
  const current = computed<Scene | undefined>(() => {
    const found = scenes.value.find(({ id }) => id === shown.value) ?? scenes.value[0];
    if (found !== undefined) return found;
    return ['', overviewId].includes(shown.value) || county.denied ? unknownCounty : undefined;
  });
  /** New urgent alerts that have the screen. */
  const marked = computed<readonly string[]>(() =>
    visit.current.value === undefined ? (carousel.value.takeover?.alerts ?? []) : [],
  );
  /** How much of its time what is shown has had, 0–1; undefined where nothing goes by itself. */
  const elapsed = computed(() => {
    const { takeover, shownMs, scene } = carousel.value;
    if (!running.value || visit.current.value) return undefined;
    if (takeover) return takeover.shownMs / Math.max(1, rules.value.alertMs);
    return shownMs / (rules.value.turns.find(({ id }) => id === scene)?.ms ?? 1);
  });
  const restSeconds = computed(() => Math.ceil(carousel.value.restMs / secondMs));
  const held = computed(() => page.anythingOpen);

  /** Time goes on for what shows itself, unless somebody reads what is open over it. */
  function tick(ms: number): void {
    if (held.value || county.profile === undefined) return;
    if (visit.current.value) visit.step({ type: 'tick', ms });
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
    if (visit.current.value) visit.end();
    else visit.begin();
  }

  function touched(): void {
    if (visit.current.value === undefined && running.value) step({ type: 'touched' });
  }

  /** What the address says: a scene, `auto`, or `auto` and whose turn it is. */
  function takeAddress(text: string): void {
    const [first = '', turn = ''] = text.split(',');
    const wantsTurns = first === inTurn;
    const scene = wantsTurns ? turn : first;
    if (scene !== carousel.value.scene) carousel.value = { ...carousel.value, scene, shownMs: 0 };
    if (wantsTurns !== running.value) step({ type: wantsTurns ? 'started' : 'stopped' });
  }
  const address = computed(() => {
    const { scene } = carousel.value;
    if (!running.value) return scene;
    return scene === '' ? inTurn : `${inTurn},${scene}`;
  });

  return {
    scenes,
    current,
    running,
    marked,
    elapsed,
    restSeconds,
    visitSteps: visit.steps,
    visiting: visit.current,
    address,
    takeAddress,
    tick,
    touched,
    choose,
    toggleCarousel,
    beginVisit: visit.begin,
    toggleVisit,
    moveVisit: visit.step,
    endVisit: visit.end,
  };
});
