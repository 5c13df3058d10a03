import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCounty } from '../../../../server/projector/import-county.ts';
import { createQueries, type Queries } from '../../../../server/query/queries.ts';
import { answered } from '../../../../server/query/refusal.ts';
import type { StarsAnswer } from '../../../../shared/wire/http.ts';
import { county } from './counties.ts';
import { boards, openTestStore, pseudonym, type TestStore } from './store.ts';
import { makeEvent, now } from './story.ts';

let opened: TestStore;
let queries: Queries;
let elapsed = 0;
let count = 0;

/** Time of a volunteer that a site entered late. */
function entered(code: string, site: string, volunteerId: string, minutes: number) {
  count += 1;
  const recordId = `r${count}`;
  return makeEvent(code, site, `e${count}`, 'service.recorded', now - count, {
    recordId,
    volunteerId,
    minutes,
  });
}

const stars = async (scope: string): Promise<StarsAnswer> => answered(await queries.stars({ scope }));
const volunteers = async (scope: string): Promise<number[]> =>
  (await stars(scope)).levels.map((row) => row.volunteers);

beforeAll(async () => {
  opened = await openTestStore();
  queries = createQueries({
    store: opened.store,
    boards,
    pseudonym,
    cursorSecret: 'secret',
    elapsed: () => elapsed,
  });
  await opened.take([
    ...Array.from({ length: 4 }, () => entered('330127', 'a.s1', 'half', 1440)),
    entered('330127', 'a.s4', 'half', 239),
    entered('330127', 'a.i1', 'new', 20),
    ...Array.from({ length: 5 }, () => entered('330106', 'b.s1', 'starred', 1440)),
  ]);
});
afterAll(() => opened.close());

it('[R11] counts all the time of a volunteer in the scope, to whole hours', async () => {
  // 99 hours and 59 minutes are no star yet; each site and town sees its own share of them.
  expect(await volunteers('area:330127')).toEqual([2, 0]);
  expect(await volunteers('area:33')).toEqual([2, 1]);
  elapsed += 60_000;
  await opened.take([entered('330127', 'a.s4', 'half', 1)]);
  expect(await volunteers('area:330127')).toEqual([1, 1]);
  expect(await volunteers('area:330127100')).toEqual([2, 0]);
  expect(await volunteers('area:330127101')).toEqual([1, 0]);
  expect(await volunteers('site:a.i1')).toEqual([1, 0]);
  expect(await volunteers('site:a.center')).toEqual([0, 0]);
});

it('says what it counts, by which thresholds, and of which moment', async () => {
  const { asOf, definition, thresholds, seq } = await stars('area:330127');
  expect([asOf, thresholds, seq]).toEqual([new Date(now).toISOString(), [6000], 7]);
  expect(definition.zh).toContain('满100小时');
  expect(definition.en).toContain('100 hours');
  expect(definition.rules).toEqual(['R11', 'M3']);
});

it('is counted anew at most once a minute, and at once where the registers moved', async () => {
  const before = await stars('area:330106');
  await opened.take([entered('330106', 'b.s1', 'another', 60)]);
  expect(await stars('area:330106')).toEqual(before);
  elapsed += 59_999;
  expect(await stars('area:330106')).toEqual(before);
  elapsed += 1;
  const after = await stars('area:330106');
  expect(after.levels).toEqual([
    { level: 0, volunteers: 1 },
    { level: 1, volunteers: 1 },
  ]);
  expect(after.seq).toBe(before.seq + 1);
  const known = county('330106', 'b');
  const stricter = { ...known, profile: { ...known.profile, stars: [60, 12_000] } };
  await importCounty(opened.store, stricter, now);
  expect(await volunteers('area:330106')).toEqual([0, 2, 0]);
});

it('names no thresholds where the counties of a scope do not agree on them', async () => {
  const { thresholds, definition, levels } = await stars('area:33');
  expect(thresholds).toEqual([]);
  expect(definition.zh).toContain('各县规定的小时数');
  expect(levels.map((row) => row.volunteers)).toEqual([1, 3, 0]);
});

it('[contract §7] tells of nobody', async () => {
  expect(JSON.stringify(await stars('site:a.s1'))).not.toMatch(/half|new|starred/);
});
