import { describe, expect, test } from 'vitest';
import { Committer } from '../../../../server/ingest/committer.ts';
import {
  type AppendOutcome,
  type EventProbe,
  type NewEvent,
  StoreError,
} from '../../../../server/store/store.ts';
import { ProblemError } from '../../../../shared/wire/problem.ts';
import { until } from '../../../support/until.ts';

type Item = NewEvent | EventProbe;

const probes = (prefix: string, count: number): EventProbe[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'probe',
    source: '/sites/a',
    id: `${prefix}-${index}`,
    digest: '',
  }));

/** A store that notes every group, numbers its items by id, and can be told to fail or to wait. */
class Journal {
  readonly groups: string[][] = [];
  failOn: (ids: string[]) => boolean = () => false;
  gate: Promise<void> = Promise.resolve();
  running = 0;
  mostRunning = 0;

  async append(items: readonly Item[]): Promise<AppendOutcome[]> {
    const ids = items.map((item) => item.id);
    this.groups.push(ids);
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    await this.gate;
    this.running -= 1;
    if (this.failOn(ids)) throw new Error('disk full');
    return ids.map((id) => ({ status: 'accepted', seq: Number(id.split('-')[1]) + 1 }));
  }
}

function setUp(more: { maxGroup?: number; maxQueue?: number; stallMs?: number } = {}) {
  const store = new Journal();
  const errors: unknown[] = [];
  const committer = new Committer({ store, onError: (error) => errors.push(error), ...more });
  return { store, errors, committer };
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProblemError)) throw new Error('no problem');
  expect(error.retryAfter).toBeGreaterThan(0);
  return error.problem.code;
};

describe('group commit', () => {
  test('requests of one turn are one commit, each answered with its own outcomes', async () => {
    const { store, committer } = setUp();
    const answers = await Promise.all([committer.submit(probes('a', 2)), committer.submit(probes('b', 1))]);
    expect(store.groups).toEqual([['a-0', 'a-1', 'b-0']]);
    expect(answers.map((outcomes) => outcomes.length)).toEqual([2, 1]);
    expect(committer.queued).toBe(0);
  });

  test('what arrives during a commit is the next one, and never are two under way', async () => {
    const { store, committer } = setUp();
    let open = (): void => {};
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = committer.submit(probes('a', 1));
    await until('the first commit is under way', () => store.running === 1);
    const rest = [committer.submit(probes('b', 1)), committer.submit(probes('c', 1))];
    open();
    await Promise.all([first, ...rest]);
    expect(store.groups).toEqual([['a-0'], ['b-0', 'c-0']]);
    expect(store.mostRunning).toBe(1);
  });

  test('a group is bounded, and a request is never parted', async () => {
    const { store, committer } = setUp({ maxGroup: 5 });
    await Promise.all([3, 2, 1, 9, 1].map((count, index) => committer.submit(probes(String(index), count))));
    expect(store.groups.map((group) => group.length)).toEqual([5, 1, 9, 1]);
  });

  test('a request that cannot be stored does not take the others with it', async () => {
    const { store, committer, errors } = setUp();
    store.failOn = (ids) => ids.includes('bad-0');
    const bad = committer.submit(probes('bad', 1));
    const good = [committer.submit(probes('a', 1)), committer.submit(probes('b', 2))];
    expect(await codeOf(bad)).toBe('storage-unavailable');
    expect((await Promise.all(good)).flat()).toHaveLength(3);
    expect(store.groups.slice(1)).toEqual([['bad-0'], ['a-0'], ['b-0', 'b-1']]);
    expect(errors).toHaveLength(1);
    expect(committer.queued).toBe(0);
  });

  test('where storage fails, every request is told, and later ones are tried again', async () => {
    const { store, committer } = setUp();
    store.failOn = () => true;
    expect(await codeOf(committer.submit(probes('a', 1)))).toBe('storage-unavailable');
    store.failOn = () => false;
    expect(await committer.submit(probes('b', 1))).toHaveLength(1);
  });

  test('a full queue refuses before it takes memory', async () => {
    const { store, committer } = setUp({ maxQueue: 3 });
    const taken = committer.submit(probes('a', 3));
    expect(await codeOf(committer.submit(probes('b', 1)))).toBe('backlog-full');
    expect(await taken).toHaveLength(3);
    expect(await committer.submit(probes('c', 1))).toHaveLength(1);
    expect(store.groups).toHaveLength(2);
  });

  test('a commit that hangs has nobody wait behind it, and is answered itself when it ends', async () => {
    const { store, committer } = setUp({ stallMs: 20, maxGroup: 1 });
    let end = (): void => {};
    store.gate = new Promise((resolve) => {
      end = resolve;
    });
    const hanging = committer.submit(probes('a', 1));
    expect(await codeOf(committer.submit(probes('b', 1)))).toBe('storage-unavailable');
    expect(await codeOf(committer.submit(probes('c', 1)))).toBe('storage-unavailable');
    expect(committer.queued).toBe(1);
    end();
    expect(await hanging).toHaveLength(1);
    expect(await committer.submit(probes('d', 1))).toHaveLength(1);
    expect(store.groups).toEqual([['a-0'], ['d-0']]);
  });

  test('where the database is gone, those behind are not held up by asking it once more', async () => {
    const { store, committer } = setUp({ maxGroup: 1 });
    store.failOn = () => {
      throw new StoreError('unavailable', 'gone');
    };
    const asked = [committer.submit(probes('a', 1)), committer.submit(probes('b', 1))];
    expect(await Promise.all(asked.map(codeOf))).toEqual(['storage-unavailable', 'storage-unavailable']);
    expect(store.groups).toEqual([['a-0']]);
    expect(committer.queued).toBe(0);
  });
});
