import { useFrameWatch } from './use-frame-watch.ts';
import { useKiosk } from './use-kiosk.ts';
import { useLostCanvas } from './use-lost-canvas.ts';
import { useNight } from './use-night.ts';
import { useVitals } from './use-vitals.ts';

/** Everything by which a page stays well for years without a hand. */
export function useSurvival(): void {
  useVitals();
  useFrameWatch();
  useLostCanvas();
  useNight();
  useKiosk();
}
