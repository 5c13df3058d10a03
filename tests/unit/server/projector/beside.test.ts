import { expect, test } from 'vitest';
import { withJournal } from '../../../support/county-journal.ts';
import { event, local } from '../../../support/journal-events.ts';

const now = local('2026-11-22 20:00');
const shift = (recordId: string, from: string, to: string) => [
  event('volunteer.checked-in', 'A1', `2026-11-22 ${from}`, { recordId, volunteerId: 'v' }),
  event('volunteer.checked-out', 'A1', `2026-11-22 ${to}`, { recordId }),
];

test('[A6] a record is doubted, and no more, because of one that comes, changes or goes after it', async () => {
  await withJournal(shift('later', '09:00', '11:00'), now, async (journal) => {
    const doubted = async () => Object.keys((await journal.board()).alerts);
    expect(await doubted()).toEqual([]);
    await journal.append(shift('earlier', '08:00', '10:00'));
    await journal.project(now);
    expect(await doubted()).toEqual([`implausible-hours:${journal.register.code}:record:A1:later`]);
    await journal.append([
      event('service.revoked', 'A1', '2026-11-22 19:00', { recordId: 'earlier', reason: '重复' }),
    ]);
    await journal.project(now);
    expect(await doubted()).toEqual([]);
  });
});
