import { expect, test } from 'vitest';
import { verifyJournal } from '../../../../server/projector/verify.ts';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';

test('[N7] sites that were never heard of are counted again after all that is derived was forgotten', async () => {
  const now = local('2026-11-22 10:00');
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
