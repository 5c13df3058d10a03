/** Instants in the county's time zone. Milliseconds since 1970 go in, texts of the screen come out. Pure. */
import { dayOf, localTime } from '../../shared/domain/time.ts';

export interface ZonedTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The wall-clock time of an instant. */
export function zoned(at: number, tz: string): ZonedTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    localTime(at, tz).match(/\d+/g)?.map(Number) ?? [];
  return { year, month, day, hour, minute, second };
}

const two = (n: number): string => String(n).padStart(2, '0');

export function hourMinute(at: number, tz: string): string {
  const { hour, minute } = zoned(at, tz);
  return `${two(hour)}:${two(minute)}`;
}

export function hourMinuteSecond(at: number, tz: string): string {
  return `${hourMinute(at, tz)}:${two(zoned(at, tz).second)}`;
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

/** `11月20日 17:42`. */
export function dateAndTime(at: number, tz: string): string {
  const { month, day } = zoned(at, tz);
  return `${month}月${day}日 ${hourMinute(at, tz)}`;
}

/** `17:42` of today, `昨日 17:42`, else `11月20日 17:42`. `today` is the county's day. */
export function momentOn(at: number, today: string, tz: string): string {
  const time = hourMinute(at, tz);
  const days = daysBetween(dayOf(at, tz), today);
  if (days === 0) return time;
  if (days === 1) return `昨日 ${time}`;
  return dateAndTime(at, tz);
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
