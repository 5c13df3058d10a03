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
  /** The town that fills the view, where the page is at one. */
  focus: string | undefined;
  /** The whole is not what is looked at: it stands behind something else. */
  behind?: boolean;
  /** Pixels kept free at each side of the map. */
  margin: { left: number; right: number; top: number; bottom: number };
  /** The size of the chart in pixels. */
  size: { width: number; height: number };
}

/** Share of the view that a town fills when the page is at it. */
const focusShare = 0.94;
/** A schematic has no shape to keep: its towns may be drawn this much wider, so that the names of their sites fit. */
const stretchMost = 1.7;
const stretchLeast = 0.8;

interface Extent {
  left: number;
  top: number;
  width: number;
  height: number;
}

function extentOf(towns: MapAnswer['towns']): Extent | undefined {
  const points = towns.flatMap(({ rings }) => rings.flat());
  if (points.length === 0) return undefined;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Middle, zoom and stretch that let a town fill the view. */
function focused({ map, focus, margin, size }: Omit<MapView, 'behind'>) {
  const town = extentOf(map.towns.filter(({ code }) => code === focus));
  const whole = extentOf(map.towns);
  if (!town || !whole) return undefined;
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const wanted = width / height / (town.width / town.height);
  const stretch = map.kind === 'schematic' ? Math.min(stretchMost, Math.max(stretchLeast, wanted)) : 1;
  const scaleOf = (extent: Extent): number =>
    Math.min(width / (extent.width * stretch), height / extent.height);
  return {
    aspectScale: stretch,
    center: toGeo(town.left + town.width / 2, town.top + town.height / 2),
    zoom: (focusShare * scaleOf(town)) / scaleOf(whole),
  };
}

/** What every cell is edged with, in design pixels. */
export const cellEdge = { color: 'rgba(196,219,252,.5)', width: 1.2 };
/** The one that fills the view. */
export const focusEdge = { color: '#F6CF7C', width: 2.5 };

/** What stands beside the town that fills the view, or behind something else, steps back. */
export function cellOpacity(code: string, focus: string | undefined, behind = false): number {
  if (behind) return 0.18;
  return focus === undefined || code === focus ? 1 : 0.4;
}

/**
 * The ground of the cells with their shadow, drawn once for each view of them: to draw all of it again takes longer
 * than all other work of an update. Their steps, names, numbers, points and motion are laid over it.
 */
export function mapOption({ map, focus, behind, margin, size }: MapView, px: Px): ChartOption {
  return {
    animation: false,
    geo: {
      map: mapName,
      aspectScale: 1,
      preserveAspect: 'contain',
      ...margin,
      ...focused({ map, focus, margin, size }),
      roam: false,
      selectedMode: false,
      label: { show: false },
      emphasis: { disabled: true },
      itemStyle: {
        areaColor: levelTones[0],
        borderColor: cellEdge.color,
        borderWidth: px(cellEdge.width),
        shadowColor: 'rgba(2,6,16,.75)',
        shadowBlur: px(10),
        shadowOffsetY: px(7),
      },
      regions: map.towns.map(({ code }) => {
        const opacity = cellOpacity(code, focus, behind);
        return {
          name: code,
          itemStyle: {
            opacity,
            // Under a cell that lets through there is nothing else to be seen.
            ...(opacity < 1 && { areaColor: 'transparent' }),
            ...(code === focus && { borderColor: focusEdge.color, borderWidth: px(focusEdge.width) }),
          },
        };
      }),
    },
  };
}
