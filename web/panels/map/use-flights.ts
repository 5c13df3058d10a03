import { watch } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { type Places, siteAt } from './map-scene.ts';
import type { Point } from './plane.ts';

/** Flies each offer of the feed once, from where it was made to the site of the team; older ones never. */
export function useFlights(places: () => Places | undefined, fly: (from: Point, to: Point) => void): void {
  const board = useBoard();
  const county = useCounty();
  let known = new Set<string>();
  let scope = '';
  watch(
    () => board.calm,
    (shown) => {
      const feed = shown?.feed ?? {};
      const at = places();
      if (scope === board.scope && at) {
        for (const [key, row] of Object.entries(feed)) {
          if (known.has(key) || row.type !== 'order.offered' || row.toSite === undefined) continue;
          const from = siteAt(at, row.site, county.sites);
          const to = siteAt(at, row.toSite, county.sites);
          if (from && to && (from.x !== to.x || from.y !== to.y)) fly(from, to);
        }
      }
      scope = board.scope;
      known = new Set(Object.keys(feed));
    },
  );
}
