import { computed, ref, shallowRef, watch } from 'vue';
import type { DesiredView, Directive } from '../../../../shared/wire/remote.ts';
import { keepCover } from '../../../live/cover.ts';
import { useBoard } from '../../../stores/board.ts';
import { useClock } from '../../../stores/clock.ts';
import { useCounty } from '../../../stores/county.ts';
import { useFreeze } from '../../../stores/freeze.ts';
import { formatItem } from '../../../stores/item.ts';
import { usePage } from '../../../stores/page.ts';
import { useQuery } from '../../../stores/query.ts';
import { useRemote } from '../../../stores/remote.ts';
import { useReplay } from '../../../stores/replay.ts';
import { spanOf, textOf } from '../../../stores/replay-span.ts';
import { useScenes } from '../../../stores/scenes.ts';
import { keepOwnView, keptOwnView, type OwnView } from './own-view.ts';

/** The day of the replay that is on, as the address names it; undefined where there is none. */
export function useReplayedDay() {
  const clock = useClock();
  const replay = useReplay();
  return computed(() => replay.span && textOf(replay.span, clock.tz, clock.present));
}

/** The place and the card: with or without figures, since another place may be the one that can be seen. */
function usePlace(own: () => OwnView) {
  const page = usePage();
  return (view: DesiredView, before: DesiredView): void => {
    page.homeItem = view.item;
    page.home = view.scope ?? own().scope;
    const scope = view.scope ?? (before.scope === undefined ? page.scope : own().scope);
    const item = view.item ?? (before.item === undefined && scope === page.scope ? page.item : undefined);
    const [wanted, shown] = [item, page.item].map((one) => (one ? formatItem(one) : ''));
    if (scope !== page.scope) page.visit(scope, item);
    else if (wanted !== shown || item !== page.item) page.item = item;
  };
}

function useScene(own: () => OwnView) {
  const scenes = useScenes();
  return (view: DesiredView, before: DesiredView): void => {
    if (view.scene === undefined && before.scene === undefined) return;
    const scene = view.scene ?? own().scene;
    if (view.scene !== undefined) scenes.endVisit();
    const isShown = scene === 'auto' ? scenes.running : scene === scenes.address;
    if (!isShown) scenes.takeAddress(scene);
  };
}

/** What stands still, and the past. */
function useTime() {
  const board = useBoard();
  const clock = useClock();
  const freeze = useFreeze();
  const replay = useReplay();
  const day = useReplayedDay();

  function replays(wanted: NonNullable<DesiredView['replay']>, held: boolean): void {
    const sameBasis = wanted.basis === undefined || wanted.basis === replay.basis;
    if (replay.head && day.value === wanted.day && sameBasis) {
      if (replay.head.speed !== wanted.speed) replay.goAt(wanted.speed);
      if (replay.head.playing === held && replay.state !== 'ended') replay.toggle();
      return;
    }
    const span = spanOf(wanted.day, clock.tz, clock.present);
    if (span) replay.open({ span, speed: wanted.speed, basis: wanted.basis, paused: held });
  }

  return (view: DesiredView, before: DesiredView): void => {
    const held = view.held === true;
    if (view.replay) {
      replays(view.replay, held);
      return;
    }
    if (before.replay && replay.state !== 'closed') replay.close();
    if (held && board.mode === 'live' && replay.state === 'closed') freeze.toggle();
    if (!held && before.held) freeze.thaw();
  };
}

/**
 * Shows what the page is told. Only what is said, and what was said before, is touched: the rest is the wall's own, and
 * whoever stands at it may lead it elsewhere.
 */
export function useFollow() {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const query = useQuery();
  const remote = useRemote();
  const directive = shallowRef<Directive>({ rev: 0, view: {} });
  /** What has been followed altogether. */
  const followed = ref(0);
  let own = keptOwnView();
  const ownView = (): OwnView =>
    own ?? { scope: page.home, scene: query.read('scene'), sound: query.read('sound') };
  const [place, scene, time] = [usePlace(ownView), useScene(ownView), useTime()];
  /** Figures of the place are there: before, there is nothing that could stand still. */
  const ready = computed(
    () => board.board !== undefined && board.scope === page.scope && county.profile !== undefined,
  );
  /** What the page was told before what it follows now. */
  let before: DesiredView = own === undefined ? {} : { scope: '', scene: '', sound: true };

  function followRest(): void {
    const { rev, view } = directive.value;
    if (!ready.value || followed.value === rev) return;
    scene(view, before);
    time(view, before);
    before = view;
    followed.value = rev;
    if (Object.keys(view).length > 0) return;
    own = undefined;
    keepOwnView(own);
  }
  watch(ready, followRest);

  function follow(next: Directive): void {
    const { view, by } = next;
    remote.driver = by ?? '';
    remote.cover = view.cover;
    keepCover(view.cover);
    if (Object.keys(view).length > 0 && own === undefined) {
      own = ownView();
      keepOwnView(own);
    }
    if (view.sound !== undefined || before.sound !== undefined)
      query.write('sound', view.sound === undefined ? ownView().sound : view.sound ? '' : '0');
    place(view, before);
    directive.value = next;
    followRest();
  }

  return { directive, followed, follow };
}
