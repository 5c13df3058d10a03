/** Spans of replays: as a clerk chooses them, as the address of the page says them. Pure. */
import { addDays, dayOf, parseInstant, startOfDay } from '../../shared/domain/time.ts';
import { replayMaxDays } from '../../shared/wire/replay.ts';

export interface Span {
  /** In milliseconds since 1970. */
  from: number;
  to: number;
}

/** The last instant of a day: one later everything of 今日 would stand at zero again. */
const endOfDay = (day: string, tz: string): number => startOfDay(addDays(day, 1), tz) - 1;

/** From the first instant of one day of the county to the last of another; a day that is under way ends now. */
export function daysSpan(first: string, last: string, tz: string, now: number): Span {
  return { from: startOfDay(first, tz), to: Math.min(endOfDay(last, tz), now) };
}

export type SpanFault = 'empty' | 'future' | 'long';

/** Why there can be no replay of a span; undefined where there can. */
export function faultOf({ from, to }: Span, now: number): SpanFault | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) return 'empty';
  if (from >= now) return 'future';
  if (from >= to) return 'empty';
  return to - from > replayMaxDays * 86_400_000 ? 'long' : undefined;
}

const dayGrammar = /^\d{4}-\d{2}-\d{2}$/;

const isDay = (text: string): boolean =>
  dayGrammar.test(text) && parseInstant(`${text}T00:00:00Z`) !== undefined;

function bound(text: string, tz: string, end: boolean): number {
  if (!isDay(text)) return parseInstant(text) ?? Number.NaN;
  return end ? endOfDay(text, tz) : startOfDay(text, tz);
}

/** The span of `2026-11-21`, `2026-11-15/2026-11-21` or two instants; undefined where there can be no replay of it. */
export function spanOf(text: string, tz: string, now: number): Span | undefined {
  const [first = '', last = first, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  const span = { from: bound(first, tz, false), to: Math.min(bound(last, tz, true), now) };
  return faultOf(span, now) === undefined ? span : undefined;
}

/** A span as the address says it: by days where it is made of whole ones, the last of them still under way or not. */
export function textOf({ from, to }: Span, tz: string, now: number): string {
  const [first, last] = [dayOf(from, tz), dayOf(to, tz)];
  const whole = daysSpan(first, last, tz, now);
  const isWhole = whole.from === from && Math.abs(whole.to - to) < 60_000;
  if (!isWhole) return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
  return first === last ? first : `${first}/${last}`;
}
