import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { boundaryPlane, convertPoint } from '../../../../shared/county/boundary-plane.ts';
import { villageCoverage } from '../../../../shared/county/circle.ts';
import type { Boundaries, County } from '../../../../shared/county/county.ts';
import { contains } from '../../../../shared/county/geometry.ts';
import { labelHeight, labelWidth } from '../../../../shared/county/label.ts';
import { countyMap } from '../../../../shared/county/map.ts';
import { countyOf, profileNames } from './profiles.ts';

/** Squares of a degree side by side, one for each town: nobody's boundary. */
function squares(county: County): Boundaries {
  return {
    type: 'FeatureCollection',
    features: county.towns.map(({ code }, i) => ({
      type: 'Feature',
      properties: { code },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [118 + i, 29],
            [119 + i, 29],
            [119 + i, 30],
            [118 + i, 30],
            [118 + i, 29],
          ],
        ],
      },
    })),
  };
}

function withMap(county: County, map: Partial<County['profile']['map']>): County {
  return {
    ...county,
    profile: { ...county.profile, map: { ...county.profile.map, ...map } },
    boundaries: squares(county),
  };
}

const jintan = countyOf('jintan');

describe('countyMap', () => {
  it.each(profileNames)('%s: a schematic that says so, with every site of a town inside its cell', (name) => {
    const county = countyOf(name);
    const map = countyMap(county);
    expect([map.kind, map.notice]).toEqual(['schematic', '布局示意 · 非行政区划图']);
    const sites = county.sites.filter(({ town }) => town !== undefined);
    expect(map.sites.map(({ code }) => code)).toEqual(sites.map(({ code }) => code));
    expect(new Set(map.sites.map(({ x, y }) => `${x} ${y}`)).size).toBe(sites.length);
    map.sites.forEach(({ x, y }, i) => {
      const index = county.towns.findIndex(({ code }) => code === sites[i]?.town);
      const { rings, label } = map.towns[index] ?? { rings: [], label: { x: 0, y: 0, width: 0 } };
      expect(contains(rings[0] ?? [], [x, y])).toBe(true);
      const width = labelWidth(county.towns[index]?.short ?? '');
      expect(Math.abs(x - label.x) < width / 2 && Math.abs(y - label.y) < labelHeight / 2).toBe(false);
    });
  });

  it.each(profileNames)(
    '%s: [R10] its located villages, each in its town and away from every site',
    (name) => {
      const county = countyOf(name);
      const { villages = [], sites, towns } = countyMap(county);
      const located = county.villages.filter(({ lon }) => lon !== undefined);
      expect(villages.map(({ code }) => code)).toEqual(located.map(({ code }) => code));
      expect(villages.filter(({ covered }) => covered).map(({ code }) => code)).toEqual(
        villageCoverage(county).flatMap(({ code, covered }) => (covered ? [code] : [])),
      );
      for (const { town, x, y } of villages) {
        const ring = towns.find(({ code }) => code === town)?.rings[0] ?? [];
        expect(contains(ring, [x, y])).toBe(true);
      }
      const dots = [...sites, ...villages].map(({ x, y }) => `${x} ${y}`);
      expect(new Set(dots).size).toBe(dots.length);
    },
  );

  it('has no villages where the county knows none', () => {
    expect(countyMap({ ...jintan, villages: [] })).not.toHaveProperty('villages');
  });

  it('[R10] has the circle to scale on a boundary, and none on a schematic', () => {
    const map = countyMap(withMap(jintan, { use: 'internal' }));
    // Nine squares of a degree side by side are 9 · cos 29.5° degrees wide, on 980 of the plane's units.
    const kilometre = 980 / (9 * Math.cos((29.5 * Math.PI) / 180)) / 111.195;
    expect(map.circleRadius).toBeCloseTo(kilometre * jintan.profile.limits.circleKm, 1);
    expect(countyMap(jintan).circleRadius).toBeUndefined();
  });

  it('gives the same answer for the same county', () => {
    expect(countyMap(countyOf('hanbin'))).toEqual(countyMap(countyOf('hanbin')));
  });

  it('draws a boundary file only with its 审图号 or for internal use', () => {
    expect(countyMap(withMap(jintan, {}))).toMatchObject({ kind: 'schematic' });
    expect(countyMap(withMap(jintan, { approvalNumber: '苏S(2024)1号' }))).toMatchObject({
      kind: 'boundary',
      notice: '审图号：苏S(2024)1号',
    });
    expect(countyMap(withMap(jintan, { use: 'internal' }))).toMatchObject({
      kind: 'boundary',
      notice: '内部使用',
    });
  });

  it('converts points to the datum of the file and never the file', () => {
    const site = {
      code: 'X',
      name: '站',
      tier: 'station',
      town: '320413001',
      lon: 118.5,
      lat: 29.5,
    } as const;
    const county = { ...jintan, sites: [{ ...site, status: 'open' as const, tags: [] }] };
    const same = countyMap(withMap(county, { use: 'internal', coordinates: 'GCJ-02' }));
    const other = countyMap(withMap(county, { use: 'internal', coordinates: 'CGCS2000' }));
    expect(other.towns).toEqual(same.towns);
    const plane = boundaryPlane(squares(county));
    const [lon = 0, lat = 0] = gcoord.transform([118.5, 29.5], gcoord.GCJ02, gcoord.WGS84);
    const [x = 0, y = 0] = plane.place(lon, lat) ?? [];
    expect(other.sites[0]?.x).toBeCloseTo(x, 0);
    expect(other.sites[0]?.y).toBeCloseTo(y, 0);
    expect(other.sites).not.toEqual(same.sites);
    const village = { ...site, name: '村' };
    const villages = countyMap(withMap({ ...county, villages: [village] }, { use: 'internal' })).villages;
    expect(villages).toMatchObject([{ code: 'X', x: same.sites[0]?.x, y: same.sites[0]?.y, covered: true }]);
  });

  it('leaves points alone where the datums agree', () => {
    expect(convertPoint([118.5, 29.5], 'WGS-84', 'CGCS2000')).toEqual([118.5, 29.5]);
    expect(convertPoint([118.5, 29.5], 'GCJ-02', 'GCJ-02')).toEqual([118.5, 29.5]);
  });

  it('gives a site beyond the plane, or without a point, a fixed place in its town', () => {
    const map = countyMap(withMap(jintan, { use: 'internal' }));
    const towns = new Map(map.towns.map(({ code, rings }) => [code, rings[0] ?? []]));
    for (const { code, x, y } of map.sites) {
      const site = jintan.sites.find((one) => one.code === code);
      if (site?.lon === undefined || site.lon < 118 || site.lat === undefined || site.lat > 30)
        expect(contains(towns.get(site?.town ?? '') ?? [], [x, y])).toBe(true);
    }
  });
});
