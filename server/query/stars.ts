/** Volunteers by their stars [R11]. Only numbers leave the server: who they are stays in its cells. */

import { define } from '../../shared/board/paths-figure.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { memberSeries, period } from '../../shared/measures/cell.ts';
import { starCounts } from '../../shared/measures/star-level.ts';
import type { StarsAnswer } from '../../shared/wire/http.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { Registers } from './registers.ts';

/** Hours come slowly and their sums are long: a scope is counted anew at most this often. */
const freshMs = 60_000;
/** More scopes than walls show at a time. */
const maxKept = 200;

export interface StarsRequest {
  scope: string;
}

interface Kept {
  registers: Register[];
  countedAt: number;
  answer: StarsAnswer;
}

const isSame = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

const hoursOf = (thresholds: readonly number[]): number[] =>
  thresholds.map((minutes) => Math.round(minutes / 6) / 10);

/** The thresholds of all counties, where they agree. */
function agreed(registers: readonly Register[]): number[] {
  const [first = [], ...others] = registers.map(({ county }) => county.profile.stars);
  return others.every((other) => isSame(first, other)) ? [...first] : [];
}

function definitionOf(thresholds: readonly number[]): StarsAnswer['definition'] {
  const hours = hoursOf(thresholds);
  const [zh, en] =
    hours.length === 0
      ? ['各县规定的小时数', 'the hours that each county sets']
      : [`${hours.join('、')}小时`, `${hours.join(', ')} hours`];
  return define(
    { zh: '星级志愿者', en: 'volunteers by stars' },
    { zh: '累计', en: 'all time' },
    {
      zh: `志愿者在本范围内计入的志愿服务时长，满${zh}各升一星，不足一小时的舍去；没有计入时长的志愿者不在其中。`,
      en: `A star for each of ${en} of counted service time in this scope, rounded down to hours; volunteers without counted time are left out.`,
    },
    ['R11', 'M3'],
  );
}

async function levelsOf(view: ReadTransaction, { parts }: ScopeShares): Promise<StarsAnswer['levels']> {
  const counts: number[] = [];
  for (const { register, place } of parts) {
    const series = memberSeries('serviceMinutes');
    const spread = await view.spread(register.code, { place, series, period: period.all }, 60);
    const own = starCounts(
      spread.map(({ value, count }) => ({ minutes: value, volunteers: count })),
      register.county.profile.stars,
    );
    for (const [level, volunteers] of own.entries()) counts[level] = (counts[level] ?? 0) + volunteers;
  }
  return counts.map((volunteers, level) => ({ level, volunteers }));
}

export class Stars {
  readonly #elapsed: () => number;
  readonly #kept = new Map<string, Kept>();

  /** `elapsed` is a clock that never goes back (ms). */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Of the moment that it names, which is at most a minute ago where events have come since. */
  async answer(view: ReadTransaction, registers: Registers, { scope }: StarsRequest): Promise<StarsAnswer> {
    const shares = await registers.shares(view, scope);
    const own = shares.parts.map(({ register }) => register);
    const positions = await Promise.all(own.map(({ code }) => view.position(code)));
    const seq = positions.reduce((sum, position) => sum + position.seq, 0);
    const asOf = formatInstant(Math.min(...positions.map((position) => position.asOf)));
    const kept = this.#kept.get(scope);
    if (kept && isSame(kept.registers, own)) {
      if (kept.answer.seq === seq) return { ...kept.answer, asOf };
      if (this.#elapsed() - kept.countedAt < freshMs) return kept.answer;
    }
    const thresholds = agreed(own);
    const levels = await levelsOf(view, shares);
    const answer = { scope, asOf, seq, thresholds, levels, definition: definitionOf(thresholds) };
    this.#keep(scope, { registers: own, countedAt: this.#elapsed(), answer });
    return answer;
  }

  #keep(scope: string, kept: Kept): void {
    this.#kept.delete(scope);
    this.#kept.set(scope, kept);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > maxKept) this.#kept.delete(oldest);
  }
}
