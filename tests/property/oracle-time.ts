/** Days and hours of a zone for the oracle, asked of `Intl` alone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

function fields(at: number, zone: string): Record<string, string> {
  return Object.fromEntries(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

export function dayAt(at: number, zone: string): string {
  const { year, month, day } = fields(at, zone);
  return `${year}-${month}-${day}`;
}

export const hourAt = (at: number, zone: string): string => fields(at, zone).hour ?? '';

/** `HH:mm` */
export function clockAt(at: number, zone: string): string {
  const { hour, minute } = fields(at, zone);
  return `${hour}:${minute}`;
}

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Monday is 0. */
export const weekday = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;

/** The first instant that is on a day, found by halving. */
export function dayBegins(day: string, zone: string): number {
  let before = Date.parse(`${day}T00:00:00Z`) - 36 * 3_600_000;
  let on = before + 72 * 3_600_000;
  while (on - before > 1) {
    const middle = Math.floor((before + on) / 2);
    if (dayAt(middle, zone) < day) before = middle;
    else on = middle;
  }
  return on;
}
