/** Registers that change while stations go on sending. */
import { expect, test } from 'vitest';
import { importCounty, replaceCounty } from '../../../../server/projector/import-county.ts';
import { projectBatch } from '../../../../server/projector/project-batch.ts';
import { verifyJournal } from '../../../../server/projector/verify.ts';
import type { County } from '../../../../shared/county/county.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import { type CountyJournal, newEvent, withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';
import { countyCode, smallCounty, townB } from '../../../support/small-county.ts';

const now = local('2026-11-22 10:00');
const movedTo = (town: string): County => {
  const county = smallCounty();
  return {
    ...county,
    sites: county.sites.map((site) => (site.code === 'A1' ? { ...site, town } : site)),
  };
};
const activities = (count: number): JournalEvent[] =>
  Array.from({ length: count }, (_, n) =>
    event('activity.started', 'A1', '2026-11-22 09:00', { activityId: `a${n}` }, `s${n}`),
  );
const activitiesIn = async (journal: CountyJournal, place: string): Promise<number> => {
  const cells = await journal.cells();
  return (
    cells.find((cell) => cell.place === place && cell.series === 'activities' && cell.period === 'A')
      ?.value ?? 0
  );
};
const versionOf = async ({ store }: CountyJournal): Promise<number | undefined> =>
  (await store.read((view) => view.countyVersions()))[0]?.version;

test('events are stored and shown while a change is looked at, and are with the others once it is written', async () => {
  await withJournal(activities(600), now, async (journal) => {
    const { store, register } = journal;
    const order: string[] = [];
    const lateOne = event('activity.started', 'A1', '2026-11-22 09:30', { activityId: 'late' }, 'late');
    let shown: Promise<unknown> | undefined;
    const showLateOne = async () => {
      await store.append([newEvent(lateOne, register)]);
      order.push('stored');
      await store.project(countyCode, (transaction) => projectBatch(transaction, register, now, 500));
      expect([await versionOf(journal), await activitiesIn(journal, townB)]).toEqual([1, 0]);
      order.push('shown');
    };
    const written = await replaceCounty(store, movedTo(townB), {
      now: () => now,
      version: 1,
      onLooked: () => {
        shown ??= showLateOne();
      },
      onWriting: (things) => void order.push(`writing ${things}`),
    });
    await shown;
    expect([written, order]).toEqual([{ version: 2, seq: 601 }, ['stored', 'shown', 'writing 601']]);
    expect(await activitiesIn(journal, townB)).toBe(601);
    expect((await verifyJournal(store)).differences).toEqual([]);
  });
});

test('what ends in the middle leaves registers and figures as they were, and is done again from the beginning', async () => {
  await withJournal(activities(3), now, async (journal) => {
    const { store } = journal;
    const before = await journal.cells();
    const end = () => {
      throw new Error('the server ends');
    };
    for (const when of [{ onLooked: end }, { onWriting: end }]) {
      const change = replaceCounty(store, movedTo(townB), { now: () => now, version: 1, ...when });
      await expect(change).rejects.toThrow('the server ends');
      expect([await versionOf(journal), await journal.cells()]).toEqual([1, before]);
      expect((await verifyJournal(store)).differences).toEqual([]);
    }
    expect(await importCounty(store, movedTo(townB), now)).toEqual({ version: 2, seq: 3 });
    expect(await activitiesIn(journal, townB)).toBe(3);
  });
});

test('who is slower than another change writes nothing', async () => {
  await withJournal(activities(3), now, async (journal) => {
    const { store } = journal;
    let other: Promise<unknown> | undefined;
    const slower = replaceCounty(store, movedTo(townB), {
      now: () => now,
      version: 1,
      onLooked: () => {
        other ??= importCounty(store, smallCounty({ title: '新题' }), now);
      },
    });
    expect([await slower, await other, await activitiesIn(journal, townB)]).toEqual([
      undefined,
      { version: 2, seq: 3 },
      0,
    ]);
  });
});
