/** What displays are to show: changes of a view, what stays of it, and how it is kept. */
import { describe, expect, test } from 'vitest';
import { changedView, expiredView } from '../../../../server/displays/desired.ts';
import { parseDrive, parseShown } from '../../../../server/displays/drive-request.ts';
import { DrivenDisplays } from '../../../../server/displays/driven-displays.ts';
import type { DisplayViewRow } from '../../../../server/store/store.ts';
import type { DesiredView } from '../../../../shared/wire/remote.ts';

const town = 'area:330127100';

describe('a change of a view', () => {
  const order = { kind: 'order', id: 'o-1' } as const;
  test.each<[DesiredView, Parameters<typeof changedView>[1], DesiredView]>([
    [{}, { scope: town }, { scope: town }],
    [{ scope: town, cover: 'blank' }, { cover: null }, { scope: town }],
    [{ scope: town, cover: 'names' }, null, {}],
    // What cannot stand beside it goes.
    [{ scene: 'orders', held: true }, { scene: 'overview' }, { scene: 'overview' }],
    [{ item: order }, { scene: 'orders' }, { scene: 'orders' }],
    [
      { item: order, held: true },
      { replay: { day: '2026-11-20', speed: 600 } },
      { replay: { day: '2026-11-20', speed: 600 } },
    ],
    [{ replay: { day: '2026-11-20', speed: 600 } }, { item: order }, { item: order }],
    [{}, { scope: town, item: order }, { scope: town, item: order }],
    // What hides the screen is of no place.
    [{ cover: 'names', sound: false }, { scope: town }, { cover: 'names', sound: false, scope: town }],
    [{ scope: town }, {}, { scope: town }],
  ])('%j and %j make %j', (view, change, next) => {
    expect(changedView(view, change)).toEqual(next);
  });

  test('a view that is over leaves what hides the screen', () => {
    expect(expiredView({ scope: town, held: true, cover: 'names' })).toEqual({ cover: 'names' });
    expect(expiredView({ scope: town })).toEqual({});
  });
});

test('only what is agreed is a command', () => {
  const right = { displays: ['d1'], change: { cover: 'blank' } };
  expect(parseDrive(right)).toEqual(right);
  expect(parseDrive({ ...right, change: null, minutes: null })).toEqual({ displays: ['d1'], change: null });
  for (const wrong of [
    undefined,
    {},
    { ...right, displays: [] },
    { ...right, displays: ['d1', 'd1'] },
    { ...right, displays: Array.from({ length: 21 }, (_, n) => `d${n}`) },
    { ...right, minutes: 0 },
    { ...right, change: { cover: 'half' } },
    { ...right, change: { script: 'x' } },
    { ...right, change: { held: false } },
    { ...right, change: { replay: { day: '2026-02-30', speed: 600 } } },
    { ...right, change: { replay: { day: '2026-02-20', speed: 0 } } },
  ])
    expect(parseDrive(wrong), JSON.stringify(wrong)).toBeUndefined();
});

test('only what is agreed is a word of a display', () => {
  const right = { rev: 1, scope: town, scene: 'orders', turning: false, mode: 'live', byHand: false };
  expect(parseShown(right)).toEqual(right);
  for (const wrong of [{}, { ...right, rev: -1 }, { ...right, mode: 'x' }, { ...right, name: '王小明' }])
    expect(parseShown(wrong), JSON.stringify(wrong)).toBeUndefined();
});

test('views are kept with a revision that only rises, and end by their time', async () => {
  const rows = new Map<string, DisplayViewRow>();
  const display = { id: 'd1', name: '大厅', scope: 'area:330127', hash: '', createdAt: 1 };
  const open = async () => {
    const displays = new DrivenDisplays({
      displays: async () => [display, { ...display, id: 'd0', revokedAt: 2 }],
      views: async () => [...rows.values()],
      put: async (views) => {
        for (const view of views) rows.set(view.display, view);
      },
    });
    await displays.load();
    return displays;
  };
  const displays = await open();
  expect(displays.all.map(({ id }) => id)).toEqual(['d1']);
  expect(displays.of('d1')).toEqual({ rev: 0, view: {} });
  const view: DesiredView = { scope: town, cover: 'names' };
  await displays.set(new Map([['d1', { view, by: '王小明', at: 5, until: 100 }]]));
  const again = await open();
  expect(again.of('d1')).toEqual({ rev: 1, view, by: '王小明', at: 5, until: 100 });
  expect(again.expired(99).size).toBe(0);
  await again.set(again.expired(100));
  expect(again.of('d1')).toEqual({ rev: 2, view: { cover: 'names' }, by: '王小明', at: 5 });
  expect(again.expired(1_000).size).toBe(0);
});
