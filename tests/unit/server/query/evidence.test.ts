import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../../../server/query/refusal.ts';
import type { Board } from '../../../../shared/board/board.ts';
import { medianOf } from '../../../../shared/board/now-and-orders.ts';
import { Register } from '../../../../shared/county/register.ts';
import { parseScope } from '../../../../shared/domain/place.ts';
import type { EvidenceAnswer, EvidenceItem } from '../../../../shared/wire/http.ts';
import { boards, counties, openToldStore, type TestStore } from './store.ts';

let told: TestStore;
beforeAll(async () => {
  told = await openToldStore();
});
afterAll(() => told.close());

async function boardOf(scope: string): Promise<Board> {
  const parsed = parseScope(scope);
  const registers = [...counties]
    .sort((a, b) => (a.profile.code < b.profile.code ? -1 : 1))
    .map((county) => new Register(county));
  const shares = parsed && boards.resolve(parsed, registers);
  if (!shares) throw new Error(scope);
  return (await told.store.read((view) => boards.read(view, shares))).board;
}

function leaves(value: unknown, path: string): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, path ? `${path}.${key}` : key));
}

async function allPages(scope: string, path: string, limit: number) {
  const items: EvidenceItem[] = [];
  let cursor: string | null | undefined;
  let last: EvidenceAnswer;
  do {
    const request = { scope, path, limit, sight: 'public' as const, ...(cursor ? { cursor } : {}) };
    last = answered(await told.queries.evidence(request));
    expect(last.items.length).toBeLessThanOrEqual(limit);
    if (cursor) expect(last.items.length).toBeGreaterThan(0);
    items.push(...last.items);
    cursor = last.cursor;
  } while (cursor !== null);
  return { ...last, items };
}

function figureOf(path: string, items: readonly EvidenceItem[]): number | undefined {
  if (/^orders\.(responseRate|onTimeRate|satisfaction)$/.test(path)) {
    const parts = items.map(({ part }) => part ?? Number.NaN);
    return parts.length === 0 ? undefined : parts.reduce((a: number, b) => a + b, 0) / parts.length;
  }
  const amounts = items.map(({ amount }) => amount ?? Number.NaN);
  if (path === 'orders.responseMinutesMedian') return medianOf(amounts.map((amount) => [amount, 1]));
  return amounts.reduce((a, b) => a + b, 0);
}

/** Kinds of items that events have made; the others stand in registers. */
const ofEvents = new Set(['activity', 'record', 'order', 'volunteer', 'project', 'points']);

describe.each(['area:33', 'area:330127', 'area:330127100', 'site:a.s1', 'site:a.center', 'site:a.s2'])(
  'every number of the board of %s',
  (scope) => {
    it('has a definition, and evidence that makes up its value', { timeout: 120_000 }, async () => {
      const numbers = leaves(await boardOf(scope), '');
      expect(numbers.length).toBeGreaterThan(300);
      const wrong: unknown[] = [];
      for (const [path, value] of numbers) {
        const answer = await allPages(scope, path, value > 40 ? 100 : 3);
        const { definition, items } = answer;
        expect(definition.zh.length).toBeGreaterThan(10);
        expect(definition.en.length).toBeGreaterThan(10);
        expect(definition.rules.length).toBeGreaterThan(0);
        expect(items.filter(({ kind, seqs }) => ofEvents.has(kind) && seqs.length === 0)).toEqual([]);
        const made = figureOf(path, items);
        if (answer.value !== value || made === undefined || Math.abs(made - value) > 1e-9)
          wrong.push({ path, value, answered: answer.value, made, items: items.slice(0, 3) });
        const names = items.map(({ kind, id, site }) => `${kind} ${id} ${site}`);
        if (new Set(names).size !== names.length) wrong.push({ path, repeated: names });
      }
      expect(wrong).toEqual([]);
    });
  },
);

it('is told of a board on which hardly a kind of number is 0', async () => {
  const numbers = leaves(await boardOf('area:330127'), '').filter(([, value]) => value > 0);
  const has = (pattern: RegExp): boolean => numbers.some(([path]) => pattern.test(path));
  const kinds = [
    /^totals\.today\.activeVolunteers$/,
    /^totals\.week\.activities$/,
    /^totals\.lastMonth\./,
    /^now\.onDuty$/,
    /^now\.openCheckIns$/,
    /^now\.activitiesRunning$/,
    /^now\.ordersOverdue$/,
    /^now\.sources\.live$/,
    /^orders\.responseRate$/,
    /^orders\.onTimeRate$/,
    /^orders\.satisfaction$/,
    /^orders\.responseMinutesMedian$/,
    /^coverage\.platforms\.a\.center\./,
    /^coverage\.circle\.covered$/,
    /^coverage\.circles\.330127100\.covered$/,
    /^platforms\.other\.activities$/,
    /^categories\.other\.ordersPlaced$/,
    /^children\.330127100\.silentSites$/,
    /^children\.a\.center\.ordersOpen$/,
    /^hours\.\d\d\.serviceMinutes$/,
    /^teams\.T\.1 a\.serviceMinutes$/,
    /^projects\.other$/,
    /^alerts\.order-overdue:.*\.count$/,
    /^alerts\.site-silent:330127100\.count$/,
    /^feed\.\d+\.score$/,
  ];
  expect(kinds.filter((kind) => !has(kind))).toEqual([]);
});
