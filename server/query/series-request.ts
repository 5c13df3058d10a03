/** Checks what a series is asked for: which measure, which days, in which parts. */
import { periodMeasures } from '../../shared/board/board.ts';
import { addDays, daysBetween, monthOf } from '../../shared/domain/time.ts';
import type { Measure } from '../../shared/measures/measure.ts';
import { measures } from '../../shared/measures/registry.ts';
import type { SeriesSplit } from '../../shared/wire/http.ts';
import { invalid } from './refusal.ts';

export const maxPoints = 400;
const defaultDays = 30;
/** More days than any series of months needs, few enough to list. */
const maxDays = maxPoints * 31;

export interface SeriesRequest {
  scope: string;
  measure: string;
  /** `yyyy-mm-dd`, or `yyyy-mm` for whole months; without it the 30 days up to `to`. */
  from?: string;
  /** Without it today. */
  to?: string;
  /** `span`: one point for all the days. */
  by: 'day' | 'month' | 'span';
  split: SeriesSplit;
}

/** One point of a series: its name and the days it holds, both included. */
export interface Step {
  name: string;
  from: string;
  to: string;
}

/** A measure that is kept by day. */
export function dailyMeasure(id: string): Measure {
  const measure = measures.get(id);
  if (measure && periodMeasures.some((known) => known === id)) return measure;
  throw invalid(
    `measure 应为 ${periodMeasures.join('、')} 之一`,
    `measure must be one of ${periodMeasures.join(', ')}`,
  );
}

export function checkSplit(measure: Measure, split: SeriesSplit): void {
  if (split === 'none' || split === 'child' || measure.splits.includes(split)) return;
  throw invalid(`${measure.id} 不能按 ${split} 拆分`, `${measure.id} has no split by ${split}`);
}

function dayFrom(name: string, text: string, end: 'first' | 'last'): string {
  const wrong = () => invalid(`${name} 应为真实的日期 yyyy-mm-dd`, `${name} must be a real date yyyy-mm-dd`);
  if (/^\d{4}-\d{2}$/.test(text)) {
    const first = dayFrom(name, `${text}-01`, 'first');
    return end === 'first' ? first : addDays(`${monthOf(addDays(first, 31))}-01`, -1);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw wrong();
  // Beyond these a day before or after it would no longer be written with four digits of the year.
  if (addDays(text, 0) !== text || text < '0001' || text >= '9999') throw wrong();
  return text;
}

/**
 * The points of a series.
 * @throws Refusal for dates that are none, the wrong way round, or too many.
 */
export function stepsOf({ from, to, by }: SeriesRequest, today: string): Step[] {
  const last = to === undefined ? today : dayFrom('to', to, 'last');
  const first = from === undefined ? addDays(last, 1 - defaultDays) : dayFrom('from', from, 'first');
  if (first > last) throw invalid('from 晚于 to', 'from is later than to');
  const tooMany = () => invalid(`每个序列最多 ${maxPoints} 个点`, `a series has at most ${maxPoints} points`);
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  if (span > (by === 'month' ? maxDays : maxPoints)) throw tooMany();
  if (by === 'span') return [{ name: `${first}/${last}`, from: first, to: last }];
  const days = daysBetween(first, last);
  if (by === 'day') return days.map((day) => ({ name: day, from: day, to: day }));
  const months = new Map<string, Step>();
  for (const day of days) {
    const name = monthOf(day);
    const known = months.get(name);
    if (known) known.to = day;
    else months.set(name, { name, from: day, to: day });
  }
  const steps = [...months.values()];
  if (steps.length > maxPoints) throw tooMany();
  return steps;
}
