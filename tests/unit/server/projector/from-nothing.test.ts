import { expect, test } from 'vitest';
import { projectForgotten } from '../../../../server/projector/import-county.ts';
import { verifyJournal } from '../../../../server/projector/verify.ts';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';

const now = local('2026-11-22 10:00');

test('[N7] sites that were never heard of are counted again after all that is derived was forgotten', async () => {
  const events = [event('site.heartbeat', 'A1', '2026-11-22 09:59', {})];
  await withJournal(events, now, async (journal) => {
    const before = await journal.board();
    expect(before.now.sources).toEqual({ live: 1, late: 0, silent: 7 });
    // As a migration leaves it that changes how cells are kept.
    await journal.store.project(journal.register.code, (transaction) => transaction.clear());
    await journal.project(now);
    expect(await journal.board()).toEqual(before);
    expect((await verifyJournal(journal.store)).differences).toEqual([]);
  });
});

test('a server that starts on forgotten figures has them whole before it shows any', async () => {
  const events = Array.from({ length: 5 }, (_, index) =>
    event('activity.started', 'A1', '2026-11-22 09:00', { activityId: String(index) }),
  );
  await withJournal(events, now, async (journal) => {
    const { store, register } = journal;
    const before = await journal.read(`area:${register.code}`);
    await projectForgotten(store, now + 1);
    expect((await journal.read(`area:${register.code}`)).asOf).toBe(before.asOf);
    await store.project(register.code, (transaction) => transaction.clear());
    expect((await verifyJournal(store)).differences).toEqual([]);
    await projectForgotten(store, now);
    expect(await journal.read(`area:${register.code}`)).toEqual(before);
    expect((await verifyJournal(store)).differences).toEqual([]);
  });
});
