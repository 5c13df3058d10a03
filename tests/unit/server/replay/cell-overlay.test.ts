/** What a state differs by from its base is the same whenever somebody asks, and whatever was asked before. */
import { expect, test } from 'vitest';
import { type Base, nothing } from '../../../../server/replay/base.ts';
import { CellOverlay } from '../../../../server/replay/cell-overlay.ts';
import { type Cell, cellAddition, sitePlace } from '../../../../shared/measures/cell.ts';
import type { Contribution } from '../../../../shared/measures/contribution.ts';
import { measureOf } from '../../../../shared/measures/registry.ts';

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

/** Cells as a store has them of so many of each contribution. */
function storeOf(held: ReadonlyMap<Contribution, number>): Base {
  const cells = (): Cell[] => {
    const sums = new Map<string, Cell>();
    for (const [contribution, times] of held) {
      const { places, cells } = cellAddition(county, contribution, measureOf(contribution.measure));
      for (const place of places)
        for (const cell of cells) {
          const name = [place, cell.series, cell.period, cell.key].join(' ');
          const value = (sums.get(name)?.value ?? 0) + cell.value * times;
          sums.set(name, { place, ...cell, value });
        }
    }
    return [...sums.values()];
  };
  return {
    ...nothing,
    cells: async (_county, places, series, periods) =>
      cells().filter(
        (cell) =>
          places.includes(cell.place) && series.includes(cell.series) && periods.includes(cell.period),
      ),
    cellRange: async (_county, places, series, from, to) =>
      cells().filter(
        (cell) =>
          places.includes(cell.place) &&
          series.includes(cell.series) &&
          cell.period >= from &&
          cell.period <= to,
      ),
  };
}

test('days are taken back by their cells, whatever comes to them in the base before or after one asks', async () => {
  const before: Contribution = { ...activity, span: { day: '2026-11-20', hour: '09' } };
  const after: Contribution = { ...activity, span: { day: '2026-11-22', hour: '10' } };
  const other: Contribution = { ...activity, platform: 'service' };
  const held = new Map([before, activity, after, other].map((one, n) => [one, n + 2]));
  const base = storeOf(held);
  const overlay = new CellOverlay(county);
  overlay.takeDays(day);
  const come = (contribution: Contribution): void => {
    held.set(contribution, (held.get(contribution) ?? 0) + 1);
    overlay.replace([contribution], [], true);
  };
  const periods = [`D${day}`, 'D2026-11-20', 'D2026-11-22', `H${day}T09`, 'M2026-11', 'Y2026', 'A'];
  const series = ['activities', 'activities.platform', 'activities.category'];
  /** Nothing is there but what was before the days, and so many of an activity of theirs. */
  const check = async (place: string, ofDay: number): Promise<void> => {
    const found = await overlay.cells(base, [place], series, periods);
    const value = (name: string, when: string, key = ''): number =>
      found.find((cell) => cell.series === name && cell.period === when && cell.key === key)?.value ?? 0;
    for (const when of ['M2026-11', 'Y2026', 'A']) expect(value('activities', when)).toBe(2 + ofDay);
    expect(value('activities', 'D2026-11-20')).toBe(2);
    expect(value('activities', `D${day}`)).toBe(ofDay);
    expect(value('activities', `H${day}T09`)).toBe(ofDay);
    expect(value('activities', 'D2026-11-22')).toBe(0);
    expect(value('activities.platform', 'M2026-11', 'theory')).toBe(2 + ofDay);
    expect(value('activities.platform', 'M2026-11', 'service')).toBe(0);
    expect(value('activities.category', 'Y2026', 'x')).toBe(0);
    expect(found.every(({ value }) => value > 0)).toBe(true);
  };
  await check(county, 0);
  come(activity);
  await Promise.all([check(town, 0), check(town, 0), check(county, 0)]);
  come(after);
  overlay.replace([], [activity]);
  come(other);
  for (const place of [sitePlace(site), town, county]) await check(place, 1);
  come(activity);
  overlay.replace([activity], []);
  for (const place of [county, sitePlace(site), town]) await check(place, 0);
});
