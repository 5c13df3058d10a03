/** Opening hours of a site: spans of local time on every day, `HH:mm-HH:mm` joined by `,`. */
import { addDays, dayOf, localTime, startOfDay } from '../domain/time.ts';

const minuteMs = 60_000;

interface Span {
  from: number;
  to: number;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const spansOf = (hours: string): Span[] =>
  hours.split(',').map((span) => ({ from: minutesOf(span.slice(0, 5)), to: minutesOf(span.slice(6)) }));

/** The instant (ms) at which clocks show so many minutes after midnight, on days with turned clocks too. */
function atClock(minutes: number, day: string, timeZone: string): number {
  const guess = startOfDay(day, timeZone) + minutes * minuteMs;
  const shown = Date.parse(localTime(guess, timeZone)) - Date.parse(`${day}T00:00:00.000Z`);
  return guess + minutes * minuteMs - shown;
}

/** The instant (ms) at which a site has been open for so long since `from`, closed hours left out. */
export function openFor(openMs: number, from: number, hours: string, timeZone: string): number {
  const spans = spansOf(hours);
  let left = openMs;
  for (let day = dayOf(from, timeZone); ; day = addDays(day, 1)) {
    for (const span of spans) {
      const begins = Math.max(from, atClock(span.from, day, timeZone));
      const open = atClock(span.to, day, timeZone) - begins;
      if (open >= left) return begins + left;
      left -= Math.max(0, open);
    }
  }
}
