import type { SiteRow } from '../../../shared/wire/http.ts';
import { siteLabel } from '../../format/words.ts';
import type { Places } from './map-scene.ts';
import type { Point } from './plane.ts';

export interface SiteLabel {
  code: string;
  name: string;
  tier: string;
  at: Point;
  /** The name has room; without it the point alone is drawn. */
  shown: boolean;
}

const lineHeight = 22;
const letter = 16;
const widest = 140;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Names of sites right of their points: the institutes' first, then those that meet no other name. */
export function siteLabels(sites: readonly SiteRow[], places: Places): SiteLabel[] {
  const { unit } = places;
  const taken: Box[] = [];
  const ranked = [...sites].sort((a, b) => Number(b.tier === 'institute') - Number(a.tier === 'institute'));
  const labels: SiteLabel[] = [];
  for (const site of ranked) {
    const at = places.sites.get(site.code);
    if (!at) continue;
    const name = site.tier === 'institute' ? '实践所' : siteLabel(site.name);
    const width = Math.min(widest, name.length * letter) * unit;
    const box = {
      left: at.x - 9 * unit,
      top: at.y - (lineHeight / 2) * unit,
      right: at.x + 12 * unit + width,
      bottom: at.y + (lineHeight / 2) * unit,
    };
    const shown = !taken.some((other) => meet(box, other));
    if (shown) taken.push(box);
    labels.push({ code: site.code, name, tier: site.tier, at, shown });
  }
  return labels;
}
