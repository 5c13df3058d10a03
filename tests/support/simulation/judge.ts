/** What must hold when a simulation is over, whatever has happened in it. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { verifyAudit } from '../../../server/identity/audit-verification.ts';
import { verifyJournal } from '../../../server/projector/verify.ts';
import { commandName, type JournalRow } from '../../../server/store/store.ts';
import type { Board } from '../../../shared/board/board.ts';
import type { JournalEvent } from '../../../shared/events/journal-event.ts';
import { comparable, sortedAlerts } from '../../property/comparable.ts';
import { boardOfView, type Scope, viewOf } from '../../property/oracle.ts';
import { totals } from '../../property/oracle-sums.ts';
import type { ResendingStation } from '../resending-station.ts';
import { countyCode, townA } from '../small-county.ts';
import { until } from '../until.ts';
import type { SimulatedOperator } from './operators.ts';
import type { SimulatedViewer } from './viewers.ts';
import type { World } from './world.ts';

export const scopes: Record<string, Scope> = {
  [`area:${countyCode}`]: {},
  [`area:${townA}`]: { town: townA },
  'site:A1': { site: 'A1' },
  'site:B1': { site: 'B1' },
};

const journalOf = ({ store }: World): Promise<JournalRow[]> =>
  store.read((view) => view.journal(countyCode, 0, 100_000, false));

const eventOf = ({ receivedAt: _, personal: __, data, ...row }: JournalRow): JournalEvent =>
  ({ ...row, site: row.source.slice('/sites/'.length), data: JSON.parse(data) }) as JournalEvent;

const namesOf = (rows: readonly JournalRow[]): Map<string, JournalRow> =>
  new Map(rows.map((row) => [`${row.source} ${row.id}`, row]));

/** Everything that was acknowledged is in the journal once, as it was sent, and nothing else is. */
export function expectJournal(
  rows: readonly JournalRow[],
  stations: readonly ResendingStation[],
  operators: readonly SimulatedOperator[] = [],
): void {
  const named = namesOf(rows);
  expect(named.size).toBe(rows.length);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  const known = new Set<string>();
  for (const { acknowledged, faults } of stations) {
    expect(faults).toEqual([]);
    for (const [name, { event, seq }] of acknowledged) {
      const row = named.get(name);
      known.add(name);
      expect(row?.seq, name).toBe(seq);
      expect([row?.type, row?.at], name).toEqual([event.type, Date.parse(String(event.time))]);
      expect(event.data, name).toMatchObject(JSON.parse(row?.data ?? '{}') as object);
    }
  }
  for (const { commanded, faults } of operators) {
    expect(faults).toEqual([]);
    for (const { actor, commandId, seqs } of commanded)
      for (const [index, seq] of seqs.entries()) {
        const id = index === 0 ? commandName(commandId) : `${commandName(commandId)}.${index}`;
        expect(rows[seq - 1]).toMatchObject({ id, actor });
      }
  }
  const strange = [...named].filter(([name, { actor }]) => actor === undefined && !known.has(name));
  expect(strange.map(([name]) => name)).toEqual([]);
}

/** Figures of every state that a journal went through, one after the other. */
function historyOf(events: readonly JournalEvent[], world: World, scope: Scope): string[] {
  return Array.from({ length: events.length + 1 }, (_, length) => {
    const view = viewOf(events.slice(0, length), world.county, Date.now(), scope);
    const whole = scope.town === undefined && scope.site === undefined;
    const { all } = totals(view, whole ? world.county.profile.baseline : {});
    return [all.pointsGranted, all.pointsRedeemed, all.ordersPlaced, all.wishesPlaced].join(' ');
  });
}

/** A viewer showed nothing that never was, and nothing older than what it had shown before. */
function expectNoStepBack(viewer: SimulatedViewer, history: readonly string[]): void {
  let reached = 0;
  for (const [index, figures] of viewer.shown.entries()) {
    const next = history.indexOf(figures, reached);
    if (next === -1) {
      const before = history.indexOf(figures);
      const what = before === -1 ? 'never were' : `are those of ${before}, after those of ${reached}`;
      expect.fail(`${viewer.scope} showed as no. ${index} figures that ${what}: ${figures}`);
    }
    reached = next;
  }
}

const boardAt = async (address: string, scope: string): Promise<Board> => {
  const response = await fetch(`${address}/api/v1/snapshot?scope=${scope}`);
  return ((await response.json()) as { board: Board }).board;
};

/** The paths at which two values differ, as far as anybody wants to read. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (isDeepStrictEqual(a, b)) return [];
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  if (!isObject(a) || !isObject(b)) return [`${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], `${path}.${key}`)).slice(0, 12);
}

/** Every server and every viewer shows the board that the journal gives by plain loops. */
async function expectBoards(
  world: World,
  events: readonly JournalEvent[],
  viewers: readonly SimulatedViewer[],
): Promise<void> {
  const { store, servers, county } = world;
  const position = () => store.read((view) => view.position(countyCode));
  let wrong: string[] = ['the figures never stood still'];
  const right = await until(
    'every board is right',
    async () => {
      const { seq, asOf } = await position();
      const found: string[] = [];
      for (const [name, scope] of Object.entries(scopes)) {
        const expected = boardOfView(viewOf(events, county, asOf, scope), scope);
        const sorted = { ...expected, alerts: sortedAlerts(expected.alerts) };
        const boards: [string, Board | undefined][] = viewers
          .filter((viewer) => viewer.scope === name)
          .map((viewer) => ['a viewer', viewer.board]);
        for (const { address } of servers) boards.push([address, await boardAt(address, name)]);
        for (const [who, board] of boards)
          for (const one of differences(board && comparable(board, expected), sorted))
            found.push(`${name} at ${who}${one}`);
      }
      const after = await position();
      if (after.seq !== seq || after.asOf !== asOf || seq !== events.length) return false;
      wrong = found;
      return found.length === 0;
    },
    25_000,
  ).catch(() => false);
  expect(right ? [] : wrong).toEqual([]);
}

/** The promises, at the end. */
export async function judge(
  world: World,
  stations: readonly ResendingStation[],
  operators: readonly SimulatedOperator[],
  viewers: readonly SimulatedViewer[],
): Promise<{ events: number; states: number }> {
  const rows = await journalOf(world);
  expectJournal(rows, stations, operators);
  const events = rows.map(eventOf);
  await expectBoards(world, events, viewers);
  expect((await verifyJournal(world.store)).differences).toEqual([]);
  expect((await verifyAudit(world.store)).broken).toBeUndefined();
  for (const viewer of viewers) {
    expect(viewer.faults).toEqual([]);
    expectNoStepBack(viewer, historyOf(events, world, scopes[viewer.scope] ?? {}));
  }
  return { events: rows.length, states: viewers.reduce((sum, { shown }) => sum + shown.length, 0) };
}
