import type { MapAnswer } from '../../shared/wire/http.ts';
import type { ChartOption } from './option.ts';
import type { Px } from './px.ts';
import { levelTones } from './tones.ts';

/** ECharts keeps every map it was ever given, so there is one name and its content is replaced. */
export const mapName = 'county';

/** The plane has y downward, ECharts' geo has it upward. */
export const toGeo = (x: number, y: number): [number, number] => [x, -y];

interface Polygons {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    properties: { name: string };
    geometry: { type: 'MultiPolygon'; coordinates: [number, number][][][] };
  }[];
}

/** The cells of the map as features named by town code. */
export function polygonsOf(map: MapAnswer): Polygons {
  return {
    type: 'FeatureCollection',
    features: map.towns.map((town) => ({
      type: 'Feature',
      properties: { name: town.code },
      geometry: {
        type: 'MultiPolygon',
        coordinates: town.rings.map((ring) => [ring.map(([x, y]) => toGeo(x, y))]),
      },
    })),
  };
}

export interface MapView {
  map: MapAnswer;
  /** Step of each town by its code. */
  levels: Readonly<Record<string, number>>;
  /** The town that fills the view, where the page is at one. */
  focus: string | undefined;
  /** Pixels kept free at each side of the map. */
  margin: { left: number; right: number; top: number; bottom: number };
  /** The size of the chart in pixels. */
  size: { width: number; height: number };
}

/** Share of the view that a town fills when the page is at it. */
const focusShare = 0.72;

function focused({
  map,
  focus,
  margin,
  size,
}: MapView): { center: [number, number]; zoom: number } | undefined {
  const points = map.towns.find((town) => town.code === focus)?.rings.flat();
  if (!points || points.length === 0) return undefined;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const scaleOf = (w: number, h: number): number => Math.min(width / w, height / h);
  const whole = scaleOf(map.width, map.height);
  return {
    center: toGeo((left + right) / 2, (top + bottom) / 2),
    zoom: Math.max(1, (focusShare * scaleOf(right - left, bottom - top)) / whole),
  };
}

/** The cells, drawn once: names, numbers, points and motion are laid over it. */
export function mapOption(view: MapView, px: Px): ChartOption {
  const { map, levels, focus, margin } = view;
  return {
    animation: false,
    geo: {
      map: mapName,
      aspectScale: 1,
      preserveAspect: 'contain',
      ...margin,
      ...focused(view),
      roam: false,
      selectedMode: false,
      label: { show: false },
      emphasis: { disabled: true },
      itemStyle: {
        areaColor: levelTones[0],
        borderColor: 'rgba(196,219,252,.5)',
        borderWidth: px(1.2),
        shadowColor: 'rgba(2,6,16,.75)',
        shadowBlur: px(10),
        shadowOffsetY: px(7),
      },
      regions: map.towns.map((town) => ({
        name: town.code,
        itemStyle: {
          areaColor: levelTones[levels[town.code] ?? 0] ?? levelTones[0],
          ...(focus !== undefined && town.code !== focus && { opacity: 0.45 }),
          ...(town.code === focus && { borderColor: '#F6CF7C', borderWidth: px(2.5) }),
        },
      })),
    },
  };
}
