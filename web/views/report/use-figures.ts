/** Any measure of any days and place, beside the days before and those of the last year. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { dayOf } from '../../../shared/domain/time.ts';
import { type DaySpan, daysIn } from '../../../shared/report/report-span.ts';
import type { SeriesSplit } from '../../../shared/wire/http.ts';
import { getSeries } from '../../api/reports.ts';
import { useClock } from '../../stores/clock.ts';

export interface AskedFigures {
  scope: string;
  measure: string;
  split: Exclude<SeriesSplit, 'none'>;
  own: DaySpan;
  before: DaySpan;
  lastYear: DaySpan;
}

export interface ComparedRow {
  key: string;
  own: number;
  before: number;
  lastYear: number;
}

export interface ReadFigures {
  asked: AskedFigures;
  /** The days are not over: their figures grow. */
  unfinished: boolean;
  points: { own: [string, number][]; before: [string, number][]; lastYear: [string, number][] };
  whole: ComparedRow;
  rows: ComparedRow[];
}

/** A line of more days is one of months. */
const mostDays = 92;

export const useFigures = defineStore('figures', () => {
  const read = shallowRef<ReadFigures>();
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const clock = useClock();
  let turn = 0;

  async function load(asked: AskedFigures): Promise<void> {
    const own = ++turn;
    state.value = 'loading';
    const { scope, measure, split } = asked;
    const by = daysIn(asked.own) > mostDays ? ('month' as const) : ('day' as const);
    const of = async (span: DaySpan) => {
      const [line, whole, parts] = await Promise.all([
        getSeries({ scope, measure, by, split: 'none', ...span }),
        getSeries({ scope, measure, by: 'span', split: 'none', ...span }),
        getSeries({ scope, measure, by: 'span', split, ...span }),
      ]);
      const sums = Object.entries(parts.series).map(([key, points]) => [key, points[0]?.[1] ?? 0] as const);
      return { line: line.series.all ?? [], whole: whole.series.all?.[0]?.[1] ?? 0, parts: new Map(sums) };
    };
    try {
      const [now, before, lastYear] = await Promise.all([
        of(asked.own),
        of(asked.before),
        of(asked.lastYear),
      ]);
      if (own !== turn) return;
      const keys = [...new Set([...now.parts.keys(), ...before.parts.keys(), ...lastYear.parts.keys()])];
      const rows = keys.map((key) => ({
        key,
        own: now.parts.get(key) ?? 0,
        before: before.parts.get(key) ?? 0,
        lastYear: lastYear.parts.get(key) ?? 0,
      }));
      if (split === 'team') rows.sort((a, b) => b.own - a.own);
      read.value = {
        asked,
        unfinished: dayOf(clock.present, clock.tz) <= asked.own.to,
        points: { own: now.line, before: before.line, lastYear: lastYear.line },
        whole: { key: '', own: now.whole, before: before.whole, lastYear: lastYear.whole },
        rows,
      };
      state.value = 'ready';
    } catch {
      if (own === turn) state.value = 'failed';
    }
  }

  return { read, state, load };
});
