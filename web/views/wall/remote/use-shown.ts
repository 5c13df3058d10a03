import { type ComputedRef, computed } from 'vue';
import type { DesiredView, ShownView } from '../../../../shared/wire/remote.ts';
import { useBoard } from '../../../stores/board.ts';
import { formatItem, type ItemRef } from '../../../stores/item.ts';
import { usePage } from '../../../stores/page.ts';
import { useRemote } from '../../../stores/remote.ts';
import { useReplay } from '../../../stores/replay.ts';
import { useScenes } from '../../../stores/scenes.ts';
import { useSound } from '../../../stores/sound.ts';
import { useReplayedDay } from './use-follow.ts';

const textOf = (item: ItemRef | undefined): string => (item ? formatItem(item) : '');

/** Whether the scene is the one asked for: in a carousel any that has its turn. */
const isScene = (wanted: string, turning: boolean, current: string): boolean =>
  wanted.startsWith('auto') ? turning : !turning && wanted === current;

/** What the page shows, as it tells it; `byHand`: not what it was told. */
export function useShown(rev: () => number, view: () => DesiredView): ComputedRef<ShownView> {
  const board = useBoard();
  const page = usePage();
  const remote = useRemote();
  const replay = useReplay();
  const scenes = useScenes();
  const sound = useSound();
  const day = useReplayedDay();

  function isLedElsewhere(wanted: DesiredView): boolean {
    const { scope, scene, item } = wanted;
    if (scope !== undefined && page.scope !== scope) return true;
    if (scene !== undefined && !isScene(scene, scenes.running, scenes.current?.id ?? '')) return true;
    if (item !== undefined && textOf(page.item) !== textOf(item)) return true;
    if (wanted.replay) return replay.state === 'closed' || day.value !== wanted.replay.day;
    return wanted.held === true && board.mode !== 'frozen';
  }

  return computed(() => {
    const { head } = replay;
    return {
      rev: rev(),
      scope: board.scope || page.scope,
      scene: scenes.current?.id ?? '',
      turning: scenes.running,
      mode: board.mode,
      ...(page.item && { item: { ...page.item } }),
      ...(head && day.value && { replay: { day: day.value, speed: head.speed, playing: head.playing } }),
      ...(remote.cover && { cover: remote.cover }),
      sound: sound.wanted,
      byHand: isLedElsewhere(view()),
    };
  });
}
