import { useInterval } from '../../motion/use-interval.ts';
import { useTouch } from '../../motion/use-touch.ts';
import { useScenes } from '../../stores/scenes.ts';

const tickMs = 500;
/** After a machine slept, what was on the screen has not been seen for all that time. */
const tickMost = 2000;
/** Whoever starts the carousel by the pointer takes the hand away afterwards. */
const graceMs = 3000;

/** Lets time go on for what the wall shows by itself, and hands hold it. */
export function useSceneTime(): void {
  const scenes = useScenes();
  let last = performance.now();
  let pressedAt = Number.NEGATIVE_INFINITY;

  useInterval(() => {
    const now = performance.now();
    scenes.tick(Math.min(tickMost, now - last));
    last = now;
  }, tickMs);

  useTouch(({ type }) => {
    const now = performance.now();
    if (type === 'pointermove' && now - pressedAt < graceMs) return;
    if (type === 'pointerdown') pressedAt = now;
    scenes.touched();
  });
}
