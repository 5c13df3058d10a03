import { type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue';
import { mapName, mapOption, polygonsOf, toGeo } from '../../charts/map-option.ts';
import { px } from '../../charts/px.ts';
import { useChart } from '../../charts/use-chart.ts';
import { useSize } from '../../motion/use-size.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import { type Places, placesOf } from './map-scene.ts';
import { planeOf } from './plane.ts';

export interface MapRoom {
  /** Pixels kept free beside the map. */
  left: number;
  right: number;
}

/** The ground of the map, drawn once for each view of it, and where everything is on it. */
export function useMapChart(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  room: (width: number) => MapRoom,
  behind: ComputedRef<boolean>,
): { places: Readonly<ShallowRef<Places | undefined>>; width: Readonly<ShallowRef<number>> } {
  const county = useCounty();
  const page = usePage();
  const size = useSize(host);
  /** Of what is drawn next. */
  let focus: string | undefined;
  const { chart, drawn } = useChart(
    host,
    (kit) => {
      const { map } = county;
      if (!map || size.width.value === 0) return undefined;
      kit.registerMap(mapName, polygonsOf(map) as Parameters<typeof kit.registerMap>[1]);
      focus = page.town;
      return mapOption(
        {
          map,
          focus,
          behind: behind.value,
          margin: { ...room(size.width.value), top: px(6), bottom: px(10) },
          size: { width: size.width.value, height: size.height.value },
        },
        px,
      );
    },
    true,
  );

  const places = shallowRef<Places>();
  watch(drawn, () => {
    const { map } = county;
    if (!map || !chart.value) return;
    const pixel = (x: number, y: number): { x: number; y: number } => {
      const [left = 0, top = 0] = (chart.value?.convertToPixel('geo', toGeo(x, y)) ?? []) as number[];
      return { x: left, y: top };
    };
    const { width, height } = map;
    places.value = placesOf(map, planeOf(pixel(0, 0), pixel(width, height), width, height), px(1), focus);
  });

  watch(chart, (made) => {
    made?.on('click', (event) => {
      if (event.componentType === 'geo') page.visit(`area:${event.name}`);
    });
  });

  return { places, width: size.width };
}
