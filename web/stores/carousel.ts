/**
 * Whose turn it is on the wall, as a pure machine: scenes in turn, held by a touch, broken into once by each new urgent
 * alert. Time comes in as an event, in milliseconds.
 */

export interface CarouselRules {
  /** The scenes in their order, with how long each stays. */
  turns: readonly { id: string; ms: number }[];
  /** After the last touch, until the carousel goes on. */
  restMs: number;
  /** How long new urgent alerts have the screen. */
  alertMs: number;
  /** The scene they are shown by; without one they never take the screen. */
  alertScene?: string | undefined;
}

export interface Takeover {
  /** The alerts that came, which the scene marks. */
  alerts: readonly string[];
  shownMs: number;
}

export interface Carousel {
  /** Whose turn it is, whatever has the screen meanwhile. */
  scene: string;
  running: boolean;
  /** How long the scene has been shown in this turn. */
  shownMs: number;
  /** How long the carousel still holds after a touch. */
  restMs: number;
  takeover?: Takeover;
  /** New alerts that have not had the screen yet. */
  waiting: readonly string[];
  /** After alerts had the screen, how long it is the carousel's at least. */
  breathMs: number;
  /** Alerts that the page has seen, the newest last: each takes the screen once. */
  seen: readonly string[];
}

export type CarouselEvent =
  | { type: 'tick'; ms: number }
  | { type: 'touched' }
  | { type: 'chosen'; scene: string }
  | { type: 'started' }
  | { type: 'stopped' }
  /** The urgent alerts that are open now; where `known`, none of them is news. */
  | { type: 'alerts'; open: readonly string[]; known: boolean };

/** More than a board ever holds at a time, and little for a page that stays for years. */
const seenMost = 1000;

export const stoppedCarousel: Carousel = {
  scene: '',
  running: false,
  shownMs: 0,
  restMs: 0,
  waiting: [],
  breathMs: 0,
  seen: [],
};

/** The scene that has the screen. */
export const sceneShown = ({ scene, takeover }: Carousel, { alertScene }: CarouselRules): string =>
  takeover && alertScene !== undefined ? alertScene : scene;

function withoutTakeover({ takeover: _, ...rest }: Carousel): Carousel {
  return rest;
}

/** Gives the screen to what waits, where nothing else has it. */
function admit(state: Carousel, rules: CarouselRules): Carousel {
  const free = state.running && state.restMs <= 0 && state.breathMs <= 0 && state.takeover === undefined;
  if (!free || state.waiting.length === 0 || rules.alertScene === undefined) return state;
  return { ...state, waiting: [], takeover: { alerts: state.waiting, shownMs: 0 } };
}

function nextTurn(state: Carousel, { turns }: CarouselRules): Carousel {
  const at = turns.findIndex(({ id }) => id === state.scene);
  const next = turns[(at + 1) % turns.length];
  return next ? { ...state, scene: next.id, shownMs: 0 } : state;
}

function tick(state: Carousel, ms: number, rules: CarouselRules): Carousel {
  if (!state.running) return state;
  if (state.restMs > 0) return { ...state, restMs: Math.max(0, state.restMs - ms) };
  const { takeover } = state;
  if (takeover) {
    const shownMs = takeover.shownMs + ms;
    if (shownMs < rules.alertMs) return { ...state, takeover: { ...takeover, shownMs } };
    return { ...withoutTakeover(state), breathMs: rules.alertMs };
  }
  const breathed = admit({ ...state, breathMs: Math.max(0, state.breathMs - ms) }, rules);
  if (breathed.takeover) return breathed;
  const turn = rules.turns.find(({ id }) => id === state.scene);
  const shownMs = state.shownMs + ms;
  if (turn && shownMs < turn.ms) return { ...breathed, shownMs };
  return nextTurn(breathed, rules);
}

function hear(state: Carousel, open: readonly string[], known: boolean, rules: CarouselRules): Carousel {
  const seen = new Set(state.seen);
  const stillOpen = new Set(open);
  const news = open.filter((id) => !seen.has(id));
  const waiting = [
    ...state.waiting.filter((id) => stillOpen.has(id)),
    ...(state.running && !known ? news : []),
  ];
  const heard: Carousel = {
    ...state,
    waiting,
    seen: news.length === 0 ? state.seen : [...state.seen, ...news].slice(-seenMost),
  };
  // What was answered meanwhile needs the screen no longer.
  const gone = heard.takeover?.alerts.every((id) => !stillOpen.has(id)) ?? false;
  return admit(gone ? { ...withoutTakeover(heard), breathMs: rules.alertMs } : heard, rules);
}

/** What becomes of the carousel by an event. */
export function stepCarousel(state: Carousel, event: CarouselEvent, rules: CarouselRules): Carousel {
  switch (event.type) {
    case 'tick':
      return tick(state, event.ms, rules);
    case 'touched':
      return state.running ? { ...state, restMs: rules.restMs } : state;
    case 'chosen':
      return {
        ...withoutTakeover(state),
        scene: event.scene,
        shownMs: 0,
        restMs: state.running ? rules.restMs : 0,
      };
    case 'started':
      return { ...state, running: true, shownMs: 0, restMs: 0, breathMs: 0 };
    case 'stopped':
      return { ...withoutTakeover(state), running: false, restMs: 0, waiting: [] };
    case 'alerts':
      return hear(state, event.open, event.known, rules);
  }
}
