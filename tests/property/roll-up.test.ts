/** A city's board is what the journals of its counties say, whatever is read anew of it and whatever was at hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptParts } from '../../server/board/kept-parts.ts';
import { readBoard } from '../../server/board/read-board.ts';
import { resolveScope } from '../../server/board/scope-parts.ts';
import { importCounty } from '../../server/projector/import-county.ts';
import { projectBatch } from '../../server/projector/project-batch.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { Board } from '../../shared/board/board.ts';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { newEvent } from '../support/county-journal.ts';
import { databaseOf } from '../support/engine.ts';
import { type OtherCode, otherCounty, otherEvent } from '../support/other-county.ts';
import { journals } from './journals.ts';
import { viewOf } from './oracle.ts';
import { oracleArea } from './oracle-area.ts';

const codes: OtherCode[] = [
  { code: '330106', prefix: 'x.' },
  { code: '330127', prefix: 'c.' },
  { code: '330203', prefix: 'h.' },
];

const common = { wallText: 'title' as const, areas: { '33': '浙江省', '3301': '杭州市' } };

/** Three counties that are not alike: another zone, other platforms, other tiers, another limit. */
function countiesIn(zone: string): County[] {
  const [first, second, third] = codes as [OtherCode, OtherCode, OtherCode];
  return [
    otherCounty(first, { ...common, timezone: zone, code: first.code }),
    otherCounty(second, {
      ...common,
      code: second.code,
      timezone: 'America/Havana',
      platforms: [
        { id: 'culture', name: '文化' },
        { id: 'sports', name: '体育' },
      ],
      baseline: { beneficiaries: 7 },
    }),
    otherCounty(third, {
      ...common,
      code: third.code,
      projectStages: ['closed', 'running', 'solicited'].map((id) => ({ id, name: id })),
      limits: { maxShiftMinutes: 300, silentDays: 90, gapDays: 10, circleKm: 2, contactDays: 180 },
    }),
  ];
}

const areas = [
  { scope: 'area:3301', title: '杭州市新时代文明实践驾驶舱', of: 2 },
  { scope: 'area:33', title: '浙江省新时代文明实践驾驶舱', of: 3 },
];

/** The board without the texts that the oracle leaves empty; alerts by what they say, for their ids are the server's. */
function comparable(board: Board, expected: Board): Board {
  const { places, ...rest } = board;
  const titled = <Row extends { title: string }>(rows: Record<string, Row>, others: Record<string, Row>) =>
    Object.fromEntries(
      Object.entries(rows).map(([key, row]) => [
        key,
        others[key]?.title === '' ? { ...row, title: '' } : row,
      ]),
    );
  for (const { site } of [...Object.values(board.feed), ...Object.values(board.queue)])
    expect(places?.[site]).toMatchObject({ kind: 'site', name: expect.any(String) });
  return {
    ...rest,
    running: titled(board.running, expected.running),
    feed: titled(board.feed, expected.feed),
    alerts: said(board.alerts),
  };
}

const said = (alerts: Board['alerts']): Board['alerts'] =>
  Object.fromEntries(
    Object.values(alerts)
      .map(({ title: _, ...alert }) => JSON.stringify(Object.entries(alert).sort()))
      .sort()
      .map((text, index) => [index, JSON.parse(text) as Board['alerts'][string]]),
  );

class Server {
  readonly registers: Register[];
  readonly kept = new KeptParts();

  constructor(
    readonly store: Store,
    readonly counties: readonly County[],
  ) {
    this.registers = counties.map((county) => new Register(county));
  }

  async take(index: number, events: readonly JournalEvent[], now: number): Promise<void> {
    const register = this.registers[index];
    if (!register) return;
    await this.store.append(events.map((event) => newEvent(event, register)));
    const step = () =>
      this.store.project(register.code, (transaction) => projectBatch(transaction, register, now, 500));
    while ((await step()).more) {
      // The next batch goes on where this one ended.
    }
  }

  /** Read anew, and with the parts at hand: the same. */
  async board(scope: string): Promise<Board> {
    const parsed = parseScope(scope);
    const shares = parsed && resolveScope(parsed, this.registers);
    if (!shares) throw new Error(`no scope ${scope}`);
    const { board } = await this.store.read((view) => readBoard(view, shares, this.kept));
    expect(board).toEqual((await this.store.read((view) => readBoard(view, shares))).board);
    return board;
  }

  /** The events as their journal has numbered them. */
  async numbered(index: number, events: readonly JournalEvent[]): Promise<JournalEvent[]> {
    const code = this.registers[index]?.code ?? '';
    const rows = await this.store.read((view) => view.journal(code, 0, 1000, false));
    const seqs = new Map(rows.map(({ seq, source, id }) => [`${source} ${id}`, seq]));
    return events.map((event) => ({ ...event, seq: seqs.get(`${event.source} ${event.id}`) ?? 0 }));
  }
}

async function withServer(zone: string, now: number, work: (server: Server) => Promise<void>): Promise<void> {
  const database = await databaseOf();
  const store = await openStore(database.url);
  try {
    const counties = countiesIn(zone);
    for (const county of counties) await importCounty(store, county, now);
    await work(new Server(store, counties));
  } finally {
    await store.close();
    await database.drop();
  }
}

async function expectRollUp(server: Server, told: readonly JournalEvent[][], at: number): Promise<void> {
  for (const { scope, title, of } of areas) {
    const views = await Promise.all(
      server.counties
        .slice(0, of)
        .map(async (county, index) =>
          viewOf(await server.numbered(index, told[index] ?? []), county, at, {}),
        ),
    );
    const expected = oracleArea(scope, title, views);
    const board = await server.board(scope);
    expect(comparable(board, expected)).toEqual({ ...expected, alerts: said(expected.alerts) });
  }
}

test('[P2] the board of a city or a province is that of its counties, and moves with each of them', async () => {
  await fc.assert(
    fc.asyncProperty(journals, journals, journals, async ({ zone, clock, events }, ...others) => {
      const told = [
        events,
        ...others.map((other) =>
          other.events.map((event) => ({ ...event, at: event.at + clock - other.clock })),
        ),
      ].map((list, index) => list.map((event) => otherEvent(event, codes[index] as OtherCode)));
      await withServer(zone, clock, async (server) => {
        await expectRollUp(server, [], clock);
        for (const [index, list] of told.entries()) {
          await server.take(index, list, clock);
          await expectRollUp(server, told.slice(0, index + 1), clock);
        }
        for (const index of told.keys()) await server.take(index, [], clock + 26 * 3_600_000);
        await expectRollUp(server, told, clock + 26 * 3_600_000);
      });
    }),
    {
      numRuns: Number(process.env.PROPERTY_RUNS ?? 20),
      ...(process.env.PROPERTY_SEED ? { seed: Number(process.env.PROPERTY_SEED) } : {}),
      interruptAfterTimeLimit: 300_000,
      markInterruptAsFailure: true,
    },
  );
});
