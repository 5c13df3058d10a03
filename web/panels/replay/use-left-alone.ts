import { onScopeDispose, watch } from 'vue';
import { useTouch } from '../../motion/use-touch.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { useReplay } from '../../stores/replay.ts';

/** A picture of the past is left standing this many times longer than a scene: somebody may be explaining it. */
const rests = 5;
const restSecondsElse = 120;

/**
 * Calls `alone` where nobody has touched the page for long while it shows a picture of the past that stands still: a
 * wall must not hang in the past because somebody forgot it there.
 */
export function useLeftAlone(alone: () => void): void {
  const board = useBoard();
  const county = useCounty();
  const replay = useReplay();
  let timer: number | undefined;

  const stands = (): boolean =>
    board.mode === 'frozen' || replay.state === 'paused' || replay.state === 'ended';

  function wait(): void {
    window.clearTimeout(timer);
    if (!stands()) return;
    const seconds = (county.profile?.wall.restSeconds ?? restSecondsElse) * rests;
    timer = window.setTimeout(alone, seconds * 1000);
  }

  watch(stands, wait);
  useTouch(wait);
  onScopeDispose(() => window.clearTimeout(timer));
}
