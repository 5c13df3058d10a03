/** A replay on this page: its span, its clock, and what it shows. The clock is the page's; the server answers instants. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ReplayBasis, ReplayRefusal, ReplayRequest, ReplayTimeline } from '../../shared/wire/replay.ts';
import type { ReplayConnection, ReplayListener } from '../live/replay-connection.ts';
import { useBoard } from './board.ts';
import { usePage } from './page.ts';
import { isEnded, moveTo, nextSpeed, type Playhead, pause, play, stepBack } from './playhead.ts';
import { usePlaying } from './playing.ts';
import type { Span } from './replay-span.ts';

export type ReplayState = 'closed' | 'opening' | 'paused' | 'playing' | 'ended';

export interface ReplayChoice {
  span: Span;
  /** Left to the server where it is undefined. */
  basis?: ReplayBasis | undefined;
  speed: number;
  /** Where to begin, else at the beginning; and whether it stands there. */
  at?: number | undefined;
  paused?: boolean;
}

/** Instants at which something is known to happen, kept for steps back. */
const knownMost = 2000;

/** What is known of a replay from the server's answers. */
function useAnswers() {
  const basis = ref<ReplayBasis>();
  const timeline = shallowRef<ReplayTimeline>();
  /** The first frame has come. */
  const begun = ref(false);
  /** When something happens next. */
  const next = ref<number>();
  /** How much of a long way is done, 0–1. */
  const progress = ref<number>();
  /** It was lost, and is about to be opened anew. */
  const lost = ref(false);
  const known = new Set<number>();

  return {
    ...{ basis, timeline, begun, next, progress, lost, known },
    /** Listens to a replay, and lets `others` do what is theirs. */
    heard: (others: Pick<ReplayListener, 'frame' | 'refused'>): ReplayListener => ({
      opened(opened) {
        basis.value = opened.basis;
        timeline.value = opened.timeline;
        for (const { at } of opened.timeline.marks) known.add(Date.parse(at));
      },
      frame(frame) {
        begun.value = true;
        lost.value = false;
        progress.value = undefined;
        next.value = frame.next;
        if (frame.next !== undefined && known.size < knownMost) known.add(frame.next);
        others.frame(frame);
      },
      progress(done, of) {
        progress.value = of > 0 ? done / of : undefined;
      },
      lost() {
        lost.value = begun.value;
      },
      refused: others.refused,
    }),
    forget(): void {
      for (const one of [basis, timeline, next, progress]) one.value = undefined;
      begun.value = false;
      lost.value = false;
      known.clear();
    },
  };
}

const requestOf = (scope: string, { from, to }: Span, basis?: ReplayBasis): ReplayRequest => ({
  scope,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  ...(basis && { basis }),
});

/** Opening and closing it, and the way of its frames to the board. */
function useShow() {
  const board = useBoard();
  const page = usePage();
  const answers = useAnswers();
  /** The dialog that begins a replay is open. */
  const asked = ref(false);
  const refusal = ref<ReplayRefusal>();
  const span = shallowRef<Span>();
  let connection: ReplayConnection | undefined;

  const { head, turn } = usePlaying(
    (at) => connection?.show(at, page.scope),
    (tooLong) => !answers.begun.value || answers.lost.value || (tooLong > 0 && connection?.busy === true),
  );
  watch(
    () => page.scope,
    () => turn(head.value),
  );

  /** What the screen shows stays, so that one replay follows another without a look at the present. */
  function stop(): void {
    connection?.close();
    connection = undefined;
    turn(undefined);
    span.value = undefined;
    answers.forget();
  }

  function close(): void {
    stop();
    board.release();
  }

  /** There is none, and the dialog says why. */
  function refuse(code: ReplayRefusal): void {
    close();
    refusal.value = code;
    asked.value = true;
  }

  /** Begins a replay in place of the one that is on, if there is one. */
  function open({ basis, speed, paused = false, ...choice }: ReplayChoice): void {
    stop();
    span.value = choice.span;
    asked.value = false;
    refusal.value = undefined;
    const { at = choice.span.from } = choice;
    const first = moveTo({ ...choice.span, at, speed, playing: !paused }, at);
    connection = board.openReplay(answers.heard({ frame: board.showReplayed, refused: refuse }));
    connection.open(requestOf(page.scope, first, basis), first.at);
    turn(first);
  }

  function ask(): void {
    refusal.value = undefined;
    asked.value = true;
    // A line that is down has nobody to make ready; what is said on it would only be late.
    board.speak((line) => line.connected && line.emit('replay-soon'));
  }

  /** What is chosen so far: the server goes to its beginning while the dialog is still looked at. */
  function foresee({ span, basis }: Pick<ReplayChoice, 'span' | 'basis'>): void {
    board.speak((line) => line.connected && line.emit('replay-soon', requestOf(page.scope, span, basis)));
  }

  return { answers, asked, refusal, span, head, turn, open, close, ask, foresee, refuse };
}

export const useReplay = defineStore('replay', () => {
  const { answers, head, turn, open, ...show } = useShow();
  const { basis, begun, known, lost, next, progress, timeline } = answers;

  const state = computed<ReplayState>(() => {
    if (head.value === undefined) return 'closed';
    if (!begun.value) return 'opening';
    if (head.value.playing) return 'playing';
    return isEnded(head.value) ? 'ended' : 'paused';
  });

  /** The same span by the other basis, from where it stands. */
  function rebase(other: ReplayBasis): void {
    if (!head.value || other === basis.value) return;
    const { from, to, at, speed, playing } = head.value;
    open({ span: show.span.value ?? { from, to }, basis: other, speed, at, paused: !playing });
  }

  const change = (by: (at: Playhead) => Playhead): void => {
    if (head.value) turn(by(head.value));
  };

  return {
    ...{ ...show, head, state, basis, timeline, next, progress, lost, open, rebase },
    toggle: () => change((at) => (at.playing ? pause(at) : play(at))),
    seek: (to: number) => change((at) => moveTo(at, to)),
    toStart: () => change((at) => moveTo(at, at.from)),
    toEnd: () => change((at) => moveTo(at, at.to)),
    /** To when something happens next, or did before; and there it stands. */
    stepForward: () =>
      change((at) => moveTo(pause(at), next.value !== undefined && next.value > at.at ? next.value : at.to)),
    stepBackward: () => change((at) => moveTo(pause(at), stepBack(at, known))),
    goAt: (speed: number) => change((at) => ({ ...at, speed })),
    faster: () => change((at) => ({ ...at, speed: nextSpeed(at.speed, 1) })),
    slower: () => change((at) => ({ ...at, speed: nextSpeed(at.speed, -1) })),
  };
});
