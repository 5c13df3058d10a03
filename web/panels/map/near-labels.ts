/** Names beside the true points of a map to scale: right, left, above or below, where they meet no other one. */
import type { Point } from './plane.ts';
import { type LabelRoom, markNames, type SiteLabels, type SiteToMark } from './site-labels.ts';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** From the middle of a mark to its name, in letters. */
const gap = 0.6;
const line = 1.3;

function boxesAt({ x, y }: Point, width: number, size: number): Box[] {
  const height = line * size;
  const box = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  return [
    box(x + gap * size, y - height / 2),
    box(x - gap * size - width, y - height / 2),
    box(x - width / 2, y - gap * size - height),
    box(x - width / 2, y + gap * size),
  ];
}

/** The institute's name first, then each that finds a free place; the others are marks alone. */
export function nearLabels(
  sites: readonly SiteToMark[],
  places: ReadonlyMap<string, Point>,
  { unit, sizes, tierName }: LabelRoom,
): SiteLabels {
  const size = (sizes[sizes.length - 1] ?? 16) * unit;
  const ranked = [...sites].sort((a, b) => Number(b.tier === 'institute') - Number(a.tier === 'institute'));
  const names = markNames(sites, tierName);
  const taken: Box[] = ranked.flatMap(({ code }) => {
    const at = places.get(code);
    const half = (gap - 0.1) * size;
    return at ? [{ left: at.x - half, top: at.y - half, right: at.x + half, bottom: at.y + half }] : [];
  });
  const labels = ranked.flatMap((site) => {
    const at = places.get(site.code);
    if (!at) return [];
    const name = names.get(site.code) ?? site.name;
    const free = boxesAt(at, name.length * size, size).find(
      (box) => !taken.some((other) => meet(box, other)),
    );
    if (free) taken.push(free);
    const shift = free && { x: free.left - at.x, y: (free.top + free.bottom) / 2 - at.y };
    return [{ code: site.code, name, tier: site.tier, at, ...(shift ? { shift } : { bare: true }) }];
  });
  return { labels, size, width: Number.POSITIVE_INFINITY, numbered: false };
}
