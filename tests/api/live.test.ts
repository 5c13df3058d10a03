/** The live protocol over real sockets, against the server as a process (contract §5). */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import type { Delta } from '../../shared/wire/live.ts';
import { centerSite, type ProcessServer, startServerProcess } from '../support/server.ts';
import { ended, placed, type StationEvent, served, started } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const county = 'area:330127';
const town = 'area:330127100';
const station = '330127100001';

let server: ProcessServer;
let key: string;
const viewers: Viewer[] = [];

beforeAll(async () => {
  server = await startServerProcess({ ANONYMOUS_READ: 'true' });
  ({ key } = await server.makeKey());
});
afterAll(() => server.stop());
afterEach(() => {
  for (const viewer of viewers.splice(0)) viewer.close();
});

function view(options: ConstructorParameters<typeof Viewer>[1] = {}): Promise<Viewer> {
  const viewer = new Viewer(server.address, options);
  viewers.push(viewer);
  return viewer.connected();
}

async function send(...events: StationEvent[]): Promise<void> {
  const { status } = await server.post(key, JSON.stringify(events));
  expect(status).toBe(200);
}

const snapshotOf = async (scope: string): Promise<SnapshotAnswer> =>
  (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;

/** Waits until a viewer is at the revision of the snapshot, and compares every member of the board. */
async function expectSame(viewer: Viewer, scope: string): Promise<void> {
  const snapshot = await until(`${scope} at the revision of the snapshot`, async () => {
    const now = await snapshotOf(scope);
    const kept = viewer.followed.get(scope);
    return kept?.rev === now.rev && kept.epoch === now.epoch && now;
  });
  expect(viewer.followed.get(scope)?.board).toEqual(snapshot.board);
}

describe('watch', () => {
  test.each([['websocket'], ['polling']] as const)('by %s, a snapshot and then deltas', async (transport) => {
    const viewer = await view({ transports: [transport], upgrade: false });
    const answer = await viewer.follow(county);
    expect(answer).toMatchObject({ ok: true, wire: 1, scope: county });
    expect(Object.keys(answer).sort()).toEqual(['asOf', 'board', 'epoch', 'ok', 'rev', 'scope', 'wire']);
    const before = viewer.followed.get(county)?.board.totals.all.beneficiaries ?? Number.NaN;
    await send(ended(station, 17));
    await until(
      'the delta with the new figure',
      () => viewer.followed.get(county)?.board.totals.all.beneficiaries === before + 17,
    );
    const [delta] = viewer.deltas;
    expect(Object.keys(delta ?? {}).sort()).toEqual(
      ['arrived', 'asOf', 'epoch', 'from', 'patch', 'scope', 'to'].sort(),
    );
    expect(delta?.asOf).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    await expectSame(viewer, county);
    expect(viewer.gaps).toBe(0);
  });

  test('a clock comes at once and again', async () => {
    const viewer = await view();
    await until('two clocks', () => viewer.clocks.length >= 2);
    expect(Math.abs(Date.parse(viewer.clocks[0]?.asOf ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('unwatch ends the deltas of that scope alone', async () => {
    const viewer = await view();
    await viewer.follow(county);
    await viewer.follow(town);
    viewer.socket.emit('unwatch', { scope: county });
    // An answer on the same connection: what was sent before it has been heard.
    await viewer.ask({ scope: 'area:000000' });
    viewer.deltas.length = 0;
    await send(started(station));
    await until('the delta of the town', () => viewer.deltas.some(({ scope }) => scope === town));
    await expectSame(viewer, town);
    expect(viewer.deltas.filter(({ scope }) => scope === county)).toEqual([]);
  });

  test('8 scopes and not 9; a scope watched twice counts once; after unwatch there is room', async () => {
    const viewer = await view();
    const towns = ['100', '101', '102', '103', '104'].map((end) => `area:330127${end}`);
    const answers = await Promise.all(
      ['area:33', 'area:3301', county, ...towns].map((scope) => viewer.ask({ scope })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual(Array.from({ length: 8 }, () => true));
    expect(await viewer.ask({ scope: `site:${station}` })).toMatchObject({
      ok: false,
      code: 'too-many-scopes',
    });
    expect(await viewer.ask({ scope: county })).toMatchObject({ ok: true });
    viewer.socket.emit('unwatch', { scope: county });
    expect(await viewer.ask({ scope: `site:${station}` })).toMatchObject({ ok: true });
  });

  test('a scope that is not here, another wire', async () => {
    const viewer = await view({ reconnection: false });
    for (const scope of ['area:999999', 'area:33012', 'site:nowhere', 'nonsense', ''])
      expect(await viewer.ask({ scope })).toMatchObject({ ok: false, code: 'unknown-scope' });
    const refusal = await viewer.ask({ scope: county, wire: 2 });
    expect(refusal).toMatchObject({ ok: false, code: 'wire-version' });
    await until('the end of the connection', () => viewer.socket.disconnected);
    expect(viewer.byes.map(({ code }) => code)).toEqual(['wire-version']);
  });

  test('malformed requests are refused and harm nobody', async () => {
    const viewer = await view();
    const wrong: unknown[] = [
      ...[null, 5, 'area:330127', [], {}, { scope: 5 }, { scope: null }, { scope: 'x'.repeat(5000) }],
      ...[
        { scope: county, after: 'x' },
        { scope: county, after: { epoch: 1, rev: 'y' } },
      ],
      ...[{ scope: county, wire: 'one' }, { scope: { toString: 1 } }, { scope: '__proto__' }],
    ];
    for (const request of wrong)
      expect(await viewer.ask(request), JSON.stringify(request)).toMatchObject({ ok: false });
    const raw = viewer.socket as unknown as { emit: (name: string, ...rest: unknown[]) => void };
    raw.emit('watch');
    raw.emit('watch', { scope: county });
    raw.emit('watch', { scope: county }, 'no function');
    raw.emit('unwatch');
    raw.emit('unwatch', null);
    raw.emit('unwatch', { scope: 5 }, 5);
    raw.emit('no such event', { a: 1 });
    raw.emit('delta', { scope: county });
    expect(await viewer.follow(county)).toMatchObject({ ok: true });
    await send(started(station));
    await until('a delta', () => viewer.deltas.length > 0);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });
});

describe('resume', () => {
  test('after { epoch, rev } at hand: the deltas missed; elsewhere a snapshot', async () => {
    const [watcher, viewer] = [await view(), await view()];
    await watcher.follow(county);
    await viewer.follow(county);
    const { epoch = '', rev = 0 } = viewer.followed.get(county) ?? {};
    viewer.socket.disconnect();
    await send(started(station));
    await until('a delta that was missed', () => (watcher.followed.get(county)?.rev ?? 0) > rev);
    await viewer.socket.connect();
    await viewer.connected();
    expect(await viewer.follow(county)).toMatchObject({ ok: true, scope: county, epoch, resumed: true });
    await until(
      'the revision of the other',
      () => viewer.followed.get(county)?.rev === watcher.followed.get(county)?.rev,
    );
    expect([viewer.resumes, viewer.snapshots, viewer.gaps]).toEqual([1, 1, 0]);
    await expectSame(viewer, county);
    for (const after of [
      { epoch: 'another', rev },
      { epoch, rev: rev + 1_000_000 },
      { epoch, rev: -1 },
      { epoch, rev: 0.5 },
      null,
    ])
      expect(await viewer.ask({ scope: county, after })).toHaveProperty('board');
  });
});

/** Deltas of one scope never come more often than five a second; the tolerance is the line's. */
function expectCalm(deltas: readonly (Delta & { arrived: number })[]): void {
  const arrivals = new Map<string, number[]>();
  for (const { scope, arrived } of deltas) arrivals.set(scope, [...(arrivals.get(scope) ?? []), arrived]);
  for (const [scope, times] of arrivals)
    for (const [index, first] of times.entries()) {
      const last = times[index + 10];
      if (last !== undefined) expect(last - first, `${scope}, ten deltas`).toBeGreaterThan(1500);
    }
}

describe('a thousand deltas', () => {
  const scopes = [county, town, 'area:33', 'area:330127101', `site:${centerSite}`, `site:${station}`];
  const sites = [station, centerSite, '330127100002', '330127101-S', '330127100-S'];

  test('through cut connections, to the very board of the snapshot', { timeout: 180_000 }, async () => {
    const steady = await view({ transports: ['websocket'] });
    const cut = [
      await view({ transports: ['websocket'] }),
      await view({ transports: ['polling'], upgrade: false }),
    ];
    let cuts = 0;
    const resume = (viewer: Viewer): void => {
      // Every third time the viewer has lost what it had.
      for (const scope of scopes) viewer.follow(scope, cuts % 3 === 0).catch(() => {});
    };
    for (const viewer of cut) viewer.socket.on('connect', () => resume(viewer));
    for (const viewer of [steady, ...cut]) for (const scope of scopes) await viewer.follow(scope);
    for (const viewer of cut) viewer.resumes = 0;
    const total = (): number => [steady, ...cut].reduce((sum, { deltas }) => sum + deltas.length, 0);
    const people = (): number => steady.followed.get(county)?.board.totals.all.beneficiaries ?? 0;
    const peopleBefore = people();
    let posted = 0;
    while (total() < 1000) {
      const site = sites[posted % sites.length] ?? station;
      const before = steady.deltas.length;
      await send(started(site), ended(site, 3), served(site, 30), placed(site));
      posted += 1;
      await until('another delta', () => steady.deltas.length > before);
      if (total() > (cuts + 1) * 100) {
        cuts += 1;
        cut[cuts % 2]?.socket.io.engine.close();
      }
    }
    expect(cuts).toBeGreaterThanOrEqual(8);
    for (const viewer of [steady, ...cut]) for (const scope of scopes) await expectSame(viewer, scope);
    expect(people() - peopleBefore).toBe(posted * 3);
    expect(steady.gaps).toBe(0);
    expect(cut.every(({ resumes, snapshots }) => resumes > 0 && snapshots > scopes.length)).toBe(true);
    expectCalm(steady.deltas);
  });
});

describe('a county import', () => {
  test('begins a new epoch, and the viewer recovers by itself', async () => {
    const viewer = await view();
    await viewer.follow(county);
    const before = viewer.followed.get(county)?.epoch;
    const folder = mkdtempSync(join(tmpdir(), 'county-'));
    try {
      cpSync('mock/counties/chunan', folder, { recursive: true });
      const file = join(folder, 'county.json');
      const profile = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify({ ...profile, title: '新的标题' }));
      expect(await server.cli('county', 'import', folder)).toMatchObject({ ok: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
    await until('the new title', () => viewer.followed.get(county)?.board.title === '新的标题');
    await until('the new epoch', () => viewer.followed.get(county)?.epoch !== before);
    await send(started(station));
    await expectSame(viewer, county);
  });
});
