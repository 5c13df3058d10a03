/** A change of registers under way, on registers that a test holds in its hand. */
import { expect, test } from 'vitest';
import { RegisterChanges } from '../../../../server/admin/register-changes.ts';
import { planChange } from '../../../../server/county/plan-change.ts';
import type { AuditEntry } from '../../../../server/store/store.ts';
import type { County } from '../../../../shared/county/county.ts';
import type { RegisterChange } from '../../../../shared/wire/registers.ts';
import { smallCounty } from '../../../support/small-county.ts';

const code = '330127';
type Written = { version: number; seq: number } | undefined;

function registers() {
  const held: { version: number; county: County } = { version: 1, county: smallCounty() };
  const clock = { ms: 0 };
  const audited: AuditEntry[] = [];
  let settle: (written: Written | Error) => void = () => {};
  const changes = new RegisterChanges({
    plan: async (_, change) => ({ ...(await planChange({ code, ...held }, change)), events: 6000 }),
    replace: () =>
      new Promise<Written>((resolve, reject) => {
        settle = (written) => (written instanceof Error ? reject(written) : resolve(written));
      }),
    countyOfSite: (site) => (site === 'ELSEWHERE' ? '330182' : undefined),
    changed: async () => {},
    audit: async (entry) => void audited.push(entry),
    now: () => 0,
    elapsed: () => clock.ms,
    onError: () => {},
  });
  const accept = async (change: RegisterChange) => {
    const { version, planId } = await changes.plan(code, change);
    return changes.accept(code, { version, planId, change }, 'user:lin');
  };
  return { held, clock, audited, changes, accept, settle: (written: Written | Error) => settle(written) };
}

const rename: RegisterChange = { rows: [{ table: 'sites', key: 'A1', values: { name: '甲一站' } }] };

test('what takes long is told as it goes, and stations are asked to wait only while much is written', async () => {
  const { clock, audited, changes, accept, settle } = registers();
  expect((await changes.plan(code, rename)).recompute).toEqual({ events: 6000, seconds: 2 });
  const { progress, begin } = await accept(rename);
  expect(progress).toMatchObject({ state: 'running', events: 6000, done: 0, by: 'user:lin' });
  begin();
  changes.noteLooked(code, 2000);
  expect(changes.progressOf(code)).toMatchObject({ state: 'running', done: 2000 });
  clock.ms = 60_000;
  expect(changes.holdsUp).toBe(false);
  await expect(accept(rename)).rejects.toMatchObject({ problem: { code: 'invalid-state', status: 409 } });
  changes.noteLooked(code, 6000);
  changes.noteWriting(6000);
  expect(changes.holdsUp).toBe(false);
  clock.ms = 66_000;
  expect(changes.holdsUp).toBe(true);
  settle({ version: 2, seq: 6000 });
  await changes.close();
  expect(changes.progressOf(code)).toMatchObject({ state: 'done', version: 2, done: 6000 });
  expect(changes.holdsUp).toBe(false);
  expect(audited).toMatchObject([{ actor: 'user:lin', action: 'registers.apply', result: 'done' }]);
  // It was seen how long it takes: the next time it is told, and nobody is kept waiting to find out.
  expect((await changes.plan(code, rename)).recompute?.seconds).toBe(66);
  (await accept(rename)).begin();
  changes.noteWriting(5100);
  expect(changes.holdsUp).toBe(true);
});

test('somebody who is faster at the very end, and a disk that fails, are told and hold nothing up', async () => {
  for (const [written, result] of [
    [undefined, 'overtaken'],
    [new Error('disk full'), 'internal'],
  ] as const) {
    const { audited, changes, accept, settle } = registers();
    (await accept(rename)).begin();
    settle(written);
    await changes.close();
    expect(changes.progressOf(code)).toMatchObject({ state: 'failed', problem: { zh: expect.any(String) } });
    expect(audited).toMatchObject([{ result }]);
    expect((await accept(rename)).progress.state).toBe('running');
  }
});

test('the code of a site of another county is refused before it is written', async () => {
  const { changes, accept } = registers();
  const values = { name: '别县的站', tier: 'station', parent: 'C' };
  const change: RegisterChange = { rows: [{ table: 'sites', key: 'ELSEWHERE', values }] };
  expect(await changes.plan(code, change)).toMatchObject({
    ...{ ok: false, planId: 'refused', counts: { new: 0, refused: 1 } },
    rows: [{ fate: 'refused', problems: [{ column: 'code' }] }],
  });
  await expect(accept(change)).rejects.toMatchObject({ problem: { code: 'invalid-data', status: 422 } });
});
