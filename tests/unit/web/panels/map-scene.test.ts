/** What is drawn over the map, and where: the still ground, and the marks of what the board tells. */
import { describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { contains } from '../../../../shared/county/geometry.ts';
import { countyMap } from '../../../../shared/county/map.ts';
import type { SiteRow } from '../../../../shared/wire/http.ts';
import { groundOf, outlineOf, placesOf, sceneOf } from '../../../../web/panels/map/map-scene.ts';
import { planeOf } from '../../../../web/panels/map/plane.ts';
import { countyOf, profileNames } from '../../shared/county/profiles.ts';

/** The map of the overview on a wall of 1920 × 1080. */
const height = 430;

function setting(name: (typeof profileNames)[number]) {
  const county = countyOf(name);
  const map = countyMap(county);
  const scale = height / map.height;
  const corner = { x: 0, y: 0 };
  const far = { x: map.width * scale, y: map.height * scale };
  const places = placesOf(map, planeOf(corner, far, map.width, map.height), 1, undefined);
  const register: ReadonlyMap<string, SiteRow> = new Map(
    county.sites.map((site) => [site.code, site as SiteRow]),
  );
  const ground = groundOf({ map, places, register, circles: false, sparse: false });
  return { county, map, places, register, ground };
}

describe.each(profileNames)('the map of %s', (name) => {
  const { county, map, places, register, ground } = setting(name);

  test('has the triangle of a town within its cell, right of its number', () => {
    for (const { code } of map.towns) {
      const [at, beside] = [places.towns.get(code), places.beside.get(code)];
      if (!at || !beside) throw new Error(`${code} has no place`);
      expect(beside.x - at.x, code).toBeGreaterThan(places.letter);
      const rings = outlineOf(map, places.plane, code).map((ring) =>
        ring.map(({ x, y }): [number, number] => [x, y]),
      );
      expect(
        rings.some((ring) => contains(ring, [beside.x, beside.y])),
        code,
      ).toBe(true);
    }
  });

  test('has its open sites on the ground, and a mark where something runs or waits', () => {
    const open = map.sites.filter(({ code }) => register.get(code)?.status === 'open');
    expect(ground.sites).toHaveLength(open.length);
    const [town] = county.towns;
    const board = {
      running: { a: { site: open[0]?.code ?? '', since: '2026-11-22T01:00:00Z' } },
      alerts: { b: { scope: `area:${town?.code}` }, c: { scope: `area:${town?.code}` } },
    } as unknown as Board;
    const scene = sceneOf({ map, places, register, ground, board, toured: town?.code });
    expect(scene.running).toHaveLength(open.length > 0 ? 1 : 0);
    expect(scene.alerts).toEqual([places.beside.get(town?.code ?? '')]);
    expect(scene.outline.length).toBeGreaterThan(0);
    expect(scene.ground).toBe(ground);
  });
});
