import { lunarDayOf } from '../../shared/domain/lunar.ts';
import { dayOf } from '../../shared/domain/time.ts';
import { zoned } from './time.ts';

/** A festival or theme day of the profile: `date` is MM-DD or one day yyyy-MM-DD, `lunar` a lunar MM-DD. */
export interface Festival {
  name: string;
  date?: string | undefined;
  lunar?: string | undefined;
  solemn?: boolean | undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The lunar MM-DD of an instant; undefined in a leap month, which repeats no festival. */
export function lunarDay(at: number, tz: string): string | undefined {
  const { month, day, leap } = lunarDayOf(dayOf(at, tz));
  return leap ? undefined : `${two(month)}-${two(day)}`;
}

function festivalsOf(at: number, tz: string, festivals: readonly Festival[]): Festival[] {
  const { year, month, day } = zoned(at, tz);
  const solar = `${two(month)}-${two(day)}`;
  const lunar = festivals.some((one) => one.lunar !== undefined) ? lunarDay(at, tz) : undefined;
  return festivals.filter(
    (one) =>
      one.date === solar ||
      one.date === `${year}-${solar}` ||
      (one.lunar !== undefined && one.lunar === lunar),
  );
}

/** The festivals of the day of `at`, in the order of the profile. */
export const festivalsOn = (at: number, tz: string, festivals: readonly Festival[]): string[] =>
  festivalsOf(at, tz, festivals).map((one) => one.name);

/** Whether a day, `yyyy-mm-dd`, is one of mourning. */
export const isSolemn = (day: string, festivals: readonly Festival[]): boolean =>
  festivalsOf(Date.parse(`${day}T12:00:00Z`), 'UTC', festivals).some((one) => one.solemn === true);
