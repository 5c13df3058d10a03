/** Who gets a replay, and who has gone most of the way to it before he asks. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { ReplayBeginning } from '../../../../server/replay/replay.ts';
import {
  type ReplayEngine,
  ReplayService,
  type ReplaySocket,
} from '../../../../server/replay/replay-service.ts';
import type { ReplayOpened, ReplayRefused, ReplayRequest } from '../../../../shared/wire/replay.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const yesterday: ReplayRequest = {
  scope: 'area:330127',
  from: '2026-11-20T16:00:00.000Z',
  to: '2026-11-21T15:59:59.999Z',
};
const before: ReplayRequest = { ...yesterday, from: '2026-11-19T16:00:00.000Z' };

/** Remembers what was asked of it. */
class Engine implements ReplayEngine {
  readonly opened: ReplayBeginning[] = [];
  readonly closed: string[] = [];
  prepare = (): void => undefined;
  onProgress = (): void => undefined;
  open = async (beginning: ReplayBeginning): Promise<ReplayOpened> => {
    this.opened.push(beginning);
    return { ok: true, id: beginning.id } as ReplayOpened;
  };
  at = async (id: string): Promise<ReplayOpened> => ({ ok: true, id }) as ReplayOpened;
  close = (id: string): void => void this.closed.push(id);
}

function service() {
  const engine = new Engine();
  const replays = new ReplayService({
    engine,
    access: (_reader, scope) => (scope === yesterday.scope ? 'ok' : 'forbidden-scope'),
    now: () => now,
    onRefusal: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  /** A page: says that it may ask for a replay soon, or asks. */
  const page = () => {
    const socket = Object.assign(new EventEmitter(), {
      data: { reader: { kind: 'anonymous' }, address: '' },
    });
    replays.serve(socket as unknown as ReplaySocket);
    return {
      soon: (request?: ReplayRequest) => socket.emit('replay-soon', request),
      open: (request: ReplayRequest) =>
        new Promise<ReplayOpened | ReplayRefused>((answer) => socket.emit('replay-open', request, answer)),
      gone: () => socket.emit('disconnect'),
    };
  };
  return { engine, page };
}

test('what was chosen and then asked for is opened once', async () => {
  const { engine, page } = service();
  const one = page();
  one.soon();
  one.soon(yesterday);
  one.soon(yesterday);
  const answer = await one.open(yesterday);
  expect(engine.opened).toHaveLength(1);
  expect(answer).toMatchObject({ ok: true, id: engine.opened[0]?.id });
  // It is his from here on: a look at another day does not end it, and asking again opens another one.
  one.soon(before);
  expect(engine.closed).toEqual([]);
  expect(await one.open(yesterday)).toMatchObject({ ok: true, id: engine.opened[1]?.id });
});

test('another choice, another question or a page that goes ends what was opened for nothing', async () => {
  const { engine, page } = service();
  const one = page();
  one.soon(yesterday);
  one.soon(before);
  expect(await one.open({ ...before, basis: 'happened' })).toMatchObject({ ok: true });
  expect(engine.opened.map(({ from, basis }) => [new Date(from).toISOString(), basis])).toEqual([
    [yesterday.from, undefined],
    [before.from, undefined],
    [before.from, 'happened'],
  ]);
  const [first, second] = engine.opened.map(({ id }) => id);
  expect(engine.closed).toEqual([first, second]);
  const other = page();
  other.soon(yesterday);
  other.gone();
  expect(engine.closed).toContain(engine.opened.at(-1)?.id);
});

test('nothing is opened ahead of what its reader may not see, or of no span', () => {
  const { engine, page } = service();
  const one = page();
  one.soon({ ...yesterday, scope: 'area:330128' });
  one.soon({ ...yesterday, to: '2026-11-23T00:00:00Z' });
  one.soon({ scope: yesterday.scope } as ReplayRequest);
  expect(engine.opened).toEqual([]);
});

test("who is choosing takes nobody's place", async () => {
  const { engine, page } = service();
  for (let n = 0; n < 4; n++) page().soon(yesterday);
  page().soon(yesterday);
  expect(engine.opened).toHaveLength(4);
  for (let n = 0; n < 4; n++) expect(await page().open(before)).toMatchObject({ ok: true });
  expect(engine.closed).toHaveLength(4);
  expect(await page().open(before)).toMatchObject({ ok: false, code: 'busy' });
});
