/** Days of the Chinese calendar, by which festivals move. Pure: from `Intl`, corrected where it is a day off. */
import { addDays } from './time.ts';

/** A leap month carries the number of the month before it, and repeats none of its festivals. */
export interface LunarDay {
  month: number;
  day: number;
  leap: boolean;
}

const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/**
 * First days of lunar months whose new moon falls within eight minutes of midnight in Beijing, where the approximation
 * behind `Intl` takes the neighbouring day: 春节 of 2027 and of 2030 are among them.
 */
const firstDays = ['2018-11-08', '2027-02-06', '2030-02-03', '2070-03-12'];

function uncorrected(day: string): LunarDay {
  const parts = format.formatToParts(new Date(`${day}T00:00:00Z`));
  const text = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    month: Number.parseInt(text('month'), 10),
    day: Number(text('day')),
    leap: !/^\d+$/.test(text('month')),
  };
}

/** The lunar day of a calendar day `yyyy-mm-dd`. */
export function lunarDayOf(day: string): LunarDay {
  const lunar = uncorrected(day);
  for (const first of firstDays) {
    const last = addDays(first, 30);
    if (day < addDays(first, -1) || day > last) continue;
    const taken = uncorrected(first).day;
    // A month that Intl begins a day late.
    if (taken > 2 && day === first) return { ...uncorrected(addDays(first, 1)), day: 1 };
    if (taken > 2 && day > first && isSameMonth(day, first)) return { ...lunar, day: lunar.day + 1 };
    // A month that Intl begins a day early.
    if (taken === 2 && day < first) return { ...uncorrected(addDays(day, -1)), day: 30 };
    if (taken === 2 && day >= first && isSameMonth(day, first)) return { ...lunar, day: lunar.day - 1 };
  }
  return lunar;
}

const isSameMonth = (day: string, first: string): boolean =>
  uncorrected(day).month === uncorrected(addDays(first, 1)).month;
