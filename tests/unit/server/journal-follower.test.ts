import { afterEach, expect, test } from 'vitest';
import { JournalFollower } from '../../../server/journal-follower.ts';
import { Progress } from '../../../server/projector/progress.ts';
import type { JournalHead } from '../../../server/store/store.ts';
import { until } from '../../support/until.ts';

const closing: JournalFollower[] = [];
afterEach(() => {
  for (const follower of closing.splice(0)) follower.close();
});

function followed({ now = () => 50_000, elapsed }: { now?: () => number; elapsed?: () => number } = {}) {
  const database = { head: 5, seq: 5, asOf: 1_000, reads: 0, fails: false };
  const moved: string[] = [];
  const errors: unknown[] = [];
  const progress = new Progress({ now, nextDayAt: () => 86_400_000, ...(elapsed && { elapsed }) });
  progress.begin({ county: '330127', head: 5, position: { seq: 5, asOf: 1_000 } });
  const follower = new JournalFollower({
    heads: async (): Promise<JournalHead[]> => {
      database.reads += 1;
      if (database.fails) throw new Error('gone');
      const { head, seq, asOf } = database;
      return [{ county: '330127', head, position: { seq, asOf } }];
    },
    progress,
    onMoved: (county) => moved.push(county),
    onError: (error) => errors.push(error),
  });
  closing.push(follower);
  return { database, moved, errors, progress, follower };
}

test('what other servers have done is learned once, and what is known here is no news', async () => {
  const { database, moved, progress, follower } = followed();
  await follower.look();
  expect(moved).toEqual([]);
  database.head = 9;
  await follower.look();
  expect(progress.lag).toBe(4);
  Object.assign(database, { seq: 9, asOf: 2_000 });
  await follower.look();
  await follower.look();
  expect(progress.lag).toBe(0);
  expect(moved).toEqual(['330127']);
  // Time alone has changed something.
  database.asOf = 3_000;
  await follower.look();
  expect(moved).toHaveLength(2);
  progress.notePosition('330127', { position: { seq: 12, asOf: 4_000 } });
  Object.assign(database, { head: 12, seq: 12, asOf: 4_000 });
  await follower.look();
  expect(moved).toHaveLength(2);
  // A look that began before this server's own step ended.
  Object.assign(database, { seq: 11, asOf: 3_500 });
  await follower.look();
  expect(progress.lag).toBe(0);
});

test('those who ask together look once, and never at what was read before they asked', async () => {
  const { database, follower } = followed();
  const first = follower.look();
  const others = Promise.all([follower.look(), follower.look(), follower.look()]);
  await first;
  expect(database.reads).toBe(1);
  await others;
  expect(database.reads).toBe(2);
});

test('a hint makes it look soon, and without any it looks by itself', async () => {
  const { database, moved, follower } = followed();
  Object.assign(database, { head: 6, seq: 6 });
  follower.hint();
  await until('the hint is followed', () => moved.length === 1);
  Object.assign(database, { head: 7, seq: 7 });
  await until('a lost one too', () => moved.length === 2);
});

test('figures are of the last look while the database cannot be looked at', async () => {
  let elapsed = 0;
  const clock = { now: () => 50_000 + elapsed, elapsed: () => elapsed };
  const { database, progress, follower } = followed(clock);
  await follower.look();
  database.fails = true;
  elapsed = 2_000;
  await expect(follower.look()).rejects.toThrow('gone');
  expect(progress.asOf).toBe(52_000);
  elapsed = 60_000;
  expect(progress.asOf).toBe(50_000);
  database.fails = false;
  await follower.look();
  expect(progress.asOf).toBe(110_000);
});
