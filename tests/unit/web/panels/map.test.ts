/** The pure parts of the map: where sites of a town stand, where the arrow keys go, which things a place shows. */
import { describe, expect, test } from 'vitest';
import type { Board } from '../../../../shared/board/board.ts';
import { contains } from '../../../../shared/county/geometry.ts';
import { countyMap } from '../../../../shared/county/map.ts';
import { freshnessOf } from '../../../../web/panels/map/freshness.ts';
import { nearLabels } from '../../../../web/panels/map/near-labels.ts';
import { nextSpot } from '../../../../web/panels/map/next-spot.ts';
import { branchesOf, programmeOf } from '../../../../web/panels/map/outside.ts';
import { type LabelRoom, type SiteLabels, siteLabels } from '../../../../web/panels/map/site-labels.ts';
import { itemOfRow, siteItems } from '../../../../web/panels/parts/site-items.ts';
import { formatItem, parseItem } from '../../../../web/stores/item.ts';
import { countyOf, profileNames } from '../../shared/county/profiles.ts';

/** A panel of the 16:9 wall: a town's cell is scaled to about this size, a schematic one also stretched. */
const [panelWidth, panelHeight] = [700, 400];

const roomOf = (rings: [number, number][][], tierName: LabelRoom['tierName']): LabelRoom => {
  const ring = rings[0] ?? [];
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  return {
    ring: ring.map(([x, y]) => ({
      x: ((x - left) / width) * panelWidth,
      y: ((y - top) / height) * panelHeight,
    })),
    ...{ unit: 1, sizes: [24, 21, 18, 16], kind: 'count', tierName },
  };
};

/** Boxes of the names as they are drawn, from the left of the mark. */
const boxesOf = ({ labels, size }: SiteLabels) =>
  labels.map(({ name, at }) => ({
    left: at.x - size * 0.31,
    right: at.x + size * 0.73 + Math.min(9, name.length) * size,
    top: at.y - size * 0.62,
    bottom: at.y + size * 0.62,
  }));

const meeting = (boxes: ReturnType<typeof boxesOf>): number =>
  boxes.filter((a, i) =>
    boxes.some(
      (b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
    ),
  ).length;

describe('the sites of a town', () => {
  test.each(profileNames)('%s: every one stands in its cell, and no two names meet', (county) => {
    const { sites, profile, towns } = countyOf(county);
    const tierName = (tier: string): string => profile.tiers.find(({ id }) => id === tier)?.name ?? '';
    let withNames = 0;
    for (const { code, rings } of countyMap(countyOf(county)).towns) {
      const own = sites.filter(({ town }) => town === code).map((site) => ({ ...site, amount: 12 }));
      const room = roomOf(rings, tierName);
      const laid = siteLabels(own, room);
      expect(laid.labels.map((label) => label.code).sort()).toEqual(own.map((site) => site.code).sort());
      expect(new Set(laid.labels.map(({ name }) => name)).size, code).toBe(own.length);
      for (const { at } of laid.labels)
        expect(
          contains(
            room.ring.map(({ x, y }) => [x, y]),
            [at.x, at.y],
          ),
        ).toBe(true);
      if (laid.size === 0) continue;
      withNames++;
      expect(meeting(boxesOf(laid)), code).toBe(0);
    }
    expect(withNames).toBeGreaterThanOrEqual(towns.length - 3);
  });

  test('few have large names with their numbers, very many have none', () => {
    const { rings = [] } = countyMap(countyOf('jintan')).towns[0] ?? {};
    const some = (count: number): SiteLabels =>
      siteLabels(
        Array.from({ length: count }, (_, i) => ({
          ...{ code: `s${i}`, name: `第${i}村新时代文明实践站`, tier: 'station', amount: 3 },
        })),
        roomOf(rings, () => '实践站'),
      );
    expect(some(12)).toMatchObject({ size: 24, numbered: true });
    expect(some(400)).toMatchObject({ size: 0, numbered: false });
    expect(some(400).labels).toHaveLength(400);
  });

  test('on a map to scale keep their points, and names give way', () => {
    const places = new Map([
      ['a', { x: 100, y: 100 }],
      ['b', { x: 104, y: 101 }],
      ['c', { x: 102, y: 102 }],
      ['d', { x: 103, y: 100 }],
      ['e', { x: 101, y: 99 }],
      ['f', { x: 105, y: 99 }],
    ]);
    const sites = [...places.keys()].map((code) => ({
      ...{ code, name: `${code}村站名`, tier: code === 'b' ? 'institute' : 'station', amount: undefined },
    }));
    const room: LabelRoom = { ring: [], unit: 1, sizes: [16], kind: 'count', tierName: () => '实践所' };
    const { labels } = nearLabels(sites, places, room);
    expect(labels[0]).toMatchObject({ code: 'b', name: '实践所', at: { x: 104, y: 101 } });
    expect(labels.filter(({ bare }) => bare).length).toBeGreaterThan(0);
    expect(labels.every(({ code, at }) => places.get(code) === at)).toBe(true);
  });
});

describe('an arrow key', () => {
  const spots = [
    { code: 'middle', at: { x: 50, y: 50 } },
    { code: 'right', at: { x: 90, y: 55 } },
    { code: 'far right', at: { x: 140, y: 50 } },
    { code: 'below', at: { x: 45, y: 90 } },
    { code: 'corner', at: { x: 60, y: 10 } },
  ];
  test.each([
    ['ArrowRight', 'right'],
    ['ArrowDown', 'below'],
    ['ArrowUp', 'corner'],
    ['ArrowLeft', undefined],
    ['Enter', undefined],
  ])('%s goes to %s', (key, code) => {
    expect(nextSpot(spots, { x: 50, y: 50 }, key)?.code).toBe(code);
  });
});

describe('an item', () => {
  test('has an address, whatever its id', () => {
    for (const id of ['o-1', 'a@b:c d', '订单/7'])
      expect(parseItem(formatItem({ kind: 'order', id, site: '330127-Z' }))).toEqual({
        ...{ kind: 'order', id, site: '330127-Z' },
      });
    expect(parseItem('order:o-1@')).toEqual({ kind: 'order', id: 'o-1' });
    for (const text of ['', 'activity:a1@', 'project:p@x', 'order:', 'order:o-1'])
      expect(parseItem(text), text).toBeUndefined();
  });

  test('of a board is told once: what runs, what waits, then the newest', () => {
    const at = '2026-11-22T09:00:00.000Z';
    const board = {
      running: { 's.1 a 1': { title: '讲堂', site: 's.1', since: at } },
      queue: { o1: { title: '点单', site: 's.1', placedAt: at, waitsFor: 'answer' } },
      feed: {
        '1': { at, type: 'order.placed', id: 'o1', title: '点单', site: 's.1' },
        '2': { at, type: 'activity.ended', id: 'a2', title: '演出', site: 's.1' },
        '3': { at, type: 'project.advanced', id: 'p', title: '项目', site: 's.1' },
      },
    } as unknown as Board;
    expect(siteItems(board).map(({ kind, id, word }) => [kind, id, word])).toEqual([
      ['activity', 'a 1', '进行中'],
      ['order', 'o1', '待响应'],
      ['activity', 'a2', '结束'],
    ]);
    expect(itemOfRow({ type: 'order.rated', site: 's' })).toBeUndefined();
  });
});

test('[N7] a site is as fresh as its parent’s board says, the watched one as its own', () => {
  const board = { children: { a: { freshness: 'late' } }, now: { sources: { live: 0, late: 0, silent: 1 } } };
  const of = (code: string): unknown => freshnessOf(board as unknown as Board, code, 'b');
  expect([of('a'), of('b'), of('c')]).toEqual(['late', 'silent', undefined]);
});

test('a branch has the programme that names it', () => {
  const { profile, sites } = countyOf('chunan');
  const [branch] = branchesOf(sites);
  expect(branch?.name).toBe('杭州分中心');
  expect(programmeOf(profile.programmes, branch?.code ?? '')).toMatchObject({
    name: '杭城之家',
    groups: [{ name: '在杭务工人员', size: '10万+' }, {}, {}, {}],
  });
  expect(branchesOf(countyOf('zhuozhou').sites)).toHaveLength(5);
});
