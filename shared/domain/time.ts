/** Instants, calendar days and periods, in a county's own time zone [T1–T3]. Pure: the clock is always an argument. */

const instantGrammar =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const dayMs = 86_400_000;

/**
 * Milliseconds since 1970 of an RFC 3339 date-time, or undefined where the text is not one or names no real
 * calendar date. Digits beyond the millisecond are cut; a leap second is the first instant of the next minute.
 */
export function parseInstant(text: string): number | undefined {
  const parts = instantGrammar.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [offsetHour, offsetMinute] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second, Number(`${parts[7] ?? ''}000`.slice(0, 3)));
  const offset = (offsetHour * 60 + offsetMinute) * 60_000;
  return date.getTime() - (parts[8] === '-' ? -offset : offset);
}

/** RFC 3339 has years of four digits, so instants that an offset carries beyond them are its first or its last one. */
const firstInstant = Date.parse('0000-01-01T00:00:00.000Z');
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

export const formatInstant = (ms: number): string =>
  new Date(Math.min(Math.max(ms, firstInstant), lastInstant)).toISOString();

/** Offsets of real zones change on whole quarter hours at most, so one look-up serves a quarter of an hour. */
const quarterMs = 900_000;
const maxCachedOffsets = 20_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
/** By time zone, then by quarter of an hour. */
const offsets = new Map<string, Map<number, number>>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

function offsetOfQuarter(quarter: number, timeZone: string): number {
  const field: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(quarter * quarterMs))
    field[part.type] = Number(part.value);
  const local = Date.UTC(
    field.year ?? 0,
    (field.month ?? 1) - 1,
    field.day ?? 1,
    field.hour ?? 0,
    field.minute ?? 0,
    field.second ?? 0,
  );
  return local - quarter * quarterMs;
}

/** What to add to an instant so that its UTC fields read as the local ones. */
function offsetAt(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / quarterMs);
  let known = offsets.get(timeZone);
  if (!known || known.size >= maxCachedOffsets) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = offsetOfQuarter(quarter, timeZone);
    known.set(quarter, offset);
  }
  return offset;
}

/** The local date and time of an instant as `yyyy-mm-ddTHH:mm:ss.sssZ`, where Z says nothing of the zone. */
export const localTime = (ms: number, timeZone: string): string => formatInstant(ms + offsetAt(ms, timeZone));

/** The calendar day on which an instant falls as a number, for telling days apart. */
export const dayNumber = (ms: number, timeZone: string): number =>
  Math.floor((ms + offsetAt(ms, timeZone)) / dayMs);

const maxCachedDays = 20_000;
/** Days by their numbers: whoever counts asks for the same few again and again. */
const days = new Map<number, string>();

function dayOfNumber(number: number): string {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= maxCachedDays) days.clear();
  const day = formatInstant(number * dayMs).slice(0, 10);
  days.set(number, day);
  return day;
}

/** The calendar day `yyyy-mm-dd` on which an instant falls [T1]. */
export const dayOf = (ms: number, timeZone: string): string => dayOfNumber(dayNumber(ms, timeZone));

/** The local hour `00`–`23` of an instant. */
export const hourOf = (ms: number, timeZone: string): string => localTime(ms, timeZone).slice(11, 13);

/** The first instant of a calendar day; where clocks skip its midnight, that is the hour they go on with. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00.000Z`);
  const guess = utc - offsetAt(utc, timeZone);
  const start = utc - offsetAt(guess, timeZone);
  return dayOf(start, timeZone) < day ? guess : start;
}

export const addDays = (day: string, count: number): string =>
  dayOfNumber(Math.floor(Date.parse(`${day}T00:00:00.000Z`) / dayMs) + count);

/** The first instant of the day after the one on which an instant falls. */
export const startOfNextDay = (ms: number, timeZone: string): number =>
  startOfDay(addDays(dayOf(ms, timeZone), 1), timeZone);

/** The Monday of a day's week [T1]. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** The month before `yyyy-mm`. */
export const previousMonth = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

/** The days from `first` to `last`, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
