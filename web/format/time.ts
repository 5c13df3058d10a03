/** Instants in the county's time zone. Milliseconds since 1970 go in, texts of the screen come out. Pure. */

export interface ZonedTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(tz: string): Intl.DateTimeFormat {
  let format = formats.get(tz);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: tz,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(tz, format);
  }
  return format;
}

/** What the platform says of an instant: exact, and too slow to ask for every row of every second. */
function asked(at: number, tz: string): ZonedTime {
  const time: ZonedTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(tz).formatToParts(at)) {
    switch (type) {
      case 'year':
      case 'month':
      case 'day':
      case 'hour':
      case 'minute':
      case 'second':
        time[type] = Number(value);
    }
  }
  return time;
}

/** Clocks are put forward and back at quarters of an hour and never between. */
const quarterMs = 900_000;
const offsets = new Map<string, number>();
const offsetsMost = 500;

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, tz: string): number {
  const quarter = Math.floor(at / quarterMs);
  const key = `${quarter} ${tz}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const begin = quarter * quarterMs;
    const { year, month, day, hour, minute, second } = asked(begin, tz);
    offset = Date.UTC(year, month - 1, day, hour, minute, second) - begin;
    if (offsets.size >= offsetsMost) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** The wall-clock time of an instant. */
export function zoned(at: number, tz: string): ZonedTime {
  const moved = new Date(at + offsetAt(at, tz));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    hour: moved.getUTCHours(),
    minute: moved.getUTCMinutes(),
    second: moved.getUTCSeconds(),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

export function hourMinute(at: number, tz: string): string {
  const { hour, minute } = zoned(at, tz);
  return `${two(hour)}:${two(minute)}`;
}

export function hourMinuteSecond(at: number, tz: string): string {
  return `${hourMinute(at, tz)}:${two(zoned(at, tz).second)}`;
}

/** The calendar day `yyyy-mm-dd`. */
export function dayOf(at: number, tz: string): string {
  const { year, month, day } = zoned(at, tz);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `2026年11月22日`. */
export function longDate(at: number, tz: string): string {
  const { year, month, day } = zoned(at, tz);
  return `${year}年${month}月${day}日`;
}

export function weekday(at: number, tz: string): string {
  const { year, month, day } = zoned(at, tz);
  return `星期${'日一二三四五六'.charAt(new Date(Date.UTC(year, month - 1, day)).getUTCDay())}`;
}

const dayMs = 86_400_000;

/** Days from `day` to `other`, both `yyyy-mm-dd`. */
export function daysBetween(day: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(day)) / dayMs);
}

/** The day `days` days after `day`, both `yyyy-mm-dd`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** `17:42` of today, `昨日 17:42`, else `11月20日 17:42`. `today` is the county's day. */
export function momentOn(at: number, today: string, tz: string): string {
  const time = hourMinute(at, tz);
  const days = daysBetween(dayOf(at, tz), today);
  if (days === 0) return time;
  if (days === 1) return `昨日 ${time}`;
  const { month, day } = zoned(at, tz);
  return `${month}月${day}日 ${time}`;
}

/** A span of time in its two largest units: `3 天 2 小时`, `2 小时 14 分`, `14 分`. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`;
  if (hours > 0) return `${hours} 小时 ${minutes % 60} 分`;
  return `${minutes} 分`;
}
