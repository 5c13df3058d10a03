import { computed, type Ref, shallowRef, watch } from 'vue';
import type { Scene } from '../../shared/county/scenes.ts';
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

const secondMs = 1000;

/** How the address calls a carousel, and one in the turn of a scene: `auto`, `auto,orders`. */
const inTurn = 'auto';

/** New urgent alerts, told to the carousel; what a place had when the page first came there is not news. */
function useUrgentAlerts(step: (event: CarouselEvent) => void): void {
  const board = useBoard();
  const mood = useMood();
  const heardOf = new Set<string>();
  watch(
    () => board.calm,
    (calm) => {
      if (calm === undefined || board.freshness !== 'live') return;
      const urgent = Object.entries(calm.alerts).filter(([, { severity }]) => severity === 'urgent');
      step({
        type: 'alerts',
        open: urgent.map(([id]) => id),
        known: !heardOf.has(calm.scope) || mood.solemn,
      });
      heardOf.add(calm.scope);
    },
  );
}

/** The carousel of the county's scenes, and how the address names what it is at. */
export function useCarousel(scenes: Ref<readonly Scene[]>) {
  const county = useCounty();
  const state = shallowRef<Carousel>(stoppedCarousel);
  const rules = computed<CarouselRules>(() => {
    const wall = county.profile?.wall;
    const forAlerts = scenes.value.find(({ main }) => main[0] === 'alerts-list');
    return {
      turns: scenes.value.map(({ id, seconds }) => ({ id, ms: seconds * secondMs })),
      restMs: (wall?.restSeconds ?? 0) * secondMs,
      alertMs: (wall?.alertSeconds ?? 0) * secondMs,
      alertScene: forAlerts?.id,
    };
  });
  function step(event: CarouselEvent): void {
    state.value = stepCarousel(state.value, event, rules.value);
  }
  useUrgentAlerts(step);

  const running = computed(() => state.value.running);
  const shown = computed(() => sceneShown(state.value, rules.value));
  const alerts = computed<readonly string[]>(() => state.value.takeover?.alerts ?? []);
  /** How much of its time what is shown has had, 0–1; undefined where the carousel does not run. */
  const elapsed = computed(() => {
    const { takeover, shownMs, scene } = state.value;
    if (!running.value) return undefined;
    if (takeover) return takeover.shownMs / Math.max(1, rules.value.alertMs);
    return shownMs / (rules.value.turns.find(({ id }) => id === scene)?.ms ?? 1);
  });
  const restSeconds = computed(() => Math.ceil(state.value.restMs / secondMs));

  function takeAddress(text: string): void {
    const [first = '', turn = ''] = text.split(',');
    const wantsTurns = first === inTurn;
    const scene = wantsTurns ? turn : first;
    if (scene !== state.value.scene) state.value = { ...state.value, scene, shownMs: 0 };
    if (wantsTurns !== running.value) step({ type: wantsTurns ? 'started' : 'stopped' });
  }
  const address = computed(() => {
    const { scene } = state.value;
    if (!running.value) return scene;
    return scene === '' ? inTurn : `${inTurn},${scene}`;
  });
  return { step, running, shown, alerts, elapsed, restSeconds, takeAddress, address };
}
