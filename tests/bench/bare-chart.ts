/** The obvious way to draw the map: ECharts alone, all of it again at each update. What the wall is measured beside. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { countyMap } from '../../shared/county/map.ts';
import { polygonsOf } from '../../web/charts/map-option.ts';
import { scriptOfUpdates } from './chrome.ts';
import { benchCounty } from './county.ts';

const library = join(import.meta.dirname, '../../node_modules/echarts/dist/echarts.min.js');
const seconds = 20;
/** The room that the map has on the wall. */
const size = { width: 940, height: 560 };

interface Chart {
  setOption(option: object, how: object): void;
}
interface Library {
  init(element: Element | null, theme: undefined, size: object): Chart;
  registerMap(name: string, polygons: object): void;
}

/** Script of the main thread for each update of such a page, in milliseconds. */
export async function measureBareChart(chrome: Browser, sites: number, updateMs: number): Promise<number[]> {
  const map = countyMap(benchCounty(sites));
  const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    await page.setContent('<main></main>');
    await page.addScriptTag({ path: library });
    await page.evaluate(
      ({ polygons, points, size: room, ms }) => {
        const charts = Reflect.get(window, 'echarts') as Library;
        charts.registerMap('county', polygons);
        const chart = charts.init(document.querySelector('main'), undefined, room);
        const names = polygons.features.map(({ properties }) => properties.name);
        window.setInterval(() => {
          chart.setOption(
            {
              animation: false,
              geo: { map: 'county', label: { show: true } },
              visualMap: { show: false, seriesIndex: 0, min: 0, max: 100 },
              series: [
                {
                  ...{ type: 'map', geoIndex: 0 },
                  data: names.map((name) => ({ name, value: Math.floor(Math.random() * 100) })),
                },
                { ...{ type: 'scatter', coordinateSystem: 'geo', symbolSize: 4 }, data: points },
              ],
            },
            { notMerge: true },
          );
        }, ms);
      },
      {
        ...{ polygons: polygonsOf(map), size, ms: updateMs },
        points: map.sites.map(({ x, y }) => [x, -y]),
      },
    );
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return await scriptOfUpdates(session, seconds, updateMs);
  } finally {
    await page.close();
  }
}
