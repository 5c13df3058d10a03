/** What a state differs by from its base is the same whenever somebody asks, and whatever was asked before. */
import { expect, test } from 'vitest';
import { nothing } from '../../../../server/replay/base.ts';
import { CellOverlay } from '../../../../server/replay/cell-overlay.ts';
import { sitePlace } from '../../../../shared/measures/cell.ts';
import type { Contribution } from '../../../../shared/measures/contribution.ts';

const county = '330127';
const town = '330127100';
const site = '330127100001';
const day = '2026-11-21';

const activity: Contribution = {
  ...{ measure: 'activities', span: { day, hour: '09' }, amount: 1, at: 0, site, town },
  ...{ platform: 'theory', category: 'x' },
};
/** Somebody who is counted once. */
const active = (member: string): Contribution => ({
  ...{ measure: 'activeVolunteers', span: { day }, amount: 1, at: 0, site, town, member },
});

const valueIn = async (overlay: CellOverlay, place: string, series = 'activities'): Promise<number> => {
  const cells = await overlay.cells(nothing, [place], [series], [`D${day}`]);
  return cells.reduce((sum, { value }) => sum + value, 0);
};

test('many changes are in the cells of every place, whichever were asked for in between', async () => {
  const overlay = new CellOverlay(county);
  let times = 0;
  const add = (count: number): void => {
    for (let n = 0; n < count; n++) overlay.replace([], [activity]);
    times += count;
  };
  add(10_000);
  expect(await valueIn(overlay, county)).toBe(times);
  add(10_000);
  expect(await valueIn(overlay, town)).toBe(times);
  add(20_000);
  for (const place of [county, town, sitePlace(site)]) {
    expect(await valueIn(overlay, place)).toBe(times);
    expect(await valueIn(overlay, place, 'activities.platform')).toBe(times);
  }
  overlay.replace([activity], []);
  expect(await valueIn(overlay, sitePlace(site))).toBe(times - 1);
  expect(await valueIn(overlay, county, 'activities.category')).toBe(times - 1);
});

test('members are counted once, and not where they were in the base already', async () => {
  const base = {
    ...nothing,
    references: async (_county: string, _cell: unknown, members: readonly string[]) =>
      new Map(members.filter((member) => member === 'known').map((member) => [member, 1])),
  };
  const overlay = new CellOverlay(county);
  overlay.replace([], [active('known'), active('new')]);
  overlay.replace([], [active('new')]);
  const count = async (): Promise<number | undefined> =>
    (await overlay.cells(base, [town], ['activeVolunteers'], [`D${day}`]))[0]?.value;
  expect(await count()).toBe(1);
  overlay.replace([active('new')], []);
  expect(await count()).toBe(1);
  overlay.replace([active('new'), active('known')], []);
  expect(await count()).toBeUndefined();
});
