import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import { advance, isEnded, type Playhead } from './playhead.ts';

const tickMs = 100;
/** At most five frames a second, and none where less than a second was replayed since the last. */
const frameMs = 200;
const frameStep = 1000;
/** The clock of a replay does not run away from its figures: it waits for an answer that takes longer than this. */
const patienceMs = 1000;

export interface Playing {
  head: ShallowRef<Playhead | undefined>;
  /** Goes on from here, and shows it. */
  turn(to: Playhead | undefined): void;
}

/** Lets a playhead go by the page's clock. `show` is called for each frame; while `held` the time stands still. */
export function usePlaying(show: (at: number) => void, held: (waitedMs: number) => boolean): Playing {
  const head = shallowRef<Playhead>();
  let lastTick = performance.now();
  let shownMs = 0;
  let shownAt = 0;

  function want(at: number): void {
    shownMs = performance.now();
    shownAt = at;
    show(at);
  }

  function tick(): void {
    const now = performance.now();
    const elapsed = Math.min(patienceMs, now - lastTick);
    lastTick = now;
    if (!head.value || held(now - shownMs - patienceMs)) return;
    const next = advance(head.value, elapsed);
    head.value = next;
    const due = now - shownMs >= frameMs && next.at - shownAt >= frameStep;
    if (due || isEnded(next)) want(next.at);
  }

  let timer: number | undefined;
  /** The clock ticks only while something plays. */
  watch(
    () => head.value?.playing === true,
    (playing) => {
      window.clearInterval(timer);
      lastTick = performance.now();
      if (playing) timer = window.setInterval(tick, tickMs);
    },
  );
  onScopeDispose(() => window.clearInterval(timer));

  return {
    head,
    turn(to) {
      head.value = to;
      if (to) want(to.at);
    },
  };
}
