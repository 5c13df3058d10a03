/** Dates and opening hours as people write them in a table. */

/** `yyyy-mm-dd` of `2021-3-5`, `2021/03/05`, `2021.3.5` or `2021年3月5日`; undefined where it is no calendar date. */
export function readDate(text: string): string | undefined {
  const match = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [match[1], match[2] ?? match[4], match[3] ?? match[5]].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** `HH:mm-HH:mm`, several joined by `,` in rising order; undefined where a span is malformed, empty or overlaps. */
export function readHours(text: string): string | undefined {
  const spans: string[] = [];
  let last = -1;
  for (const part of text.split(/[,，;；、]/)) {
    const match = /^(\d{1,2})[:：](\d{2})\s*[-–—~～至]+\s*(\d{1,2})[:：](\d{2})$/.exec(part.trim());
    if (!match) return undefined;
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
    const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
    if (fromMinute > 59 || toMinute > 59 || from < last || to <= from || to > 24 * 60) return undefined;
    last = to;
    spans.push(`${clock(from)}-${clock(to)}`);
  }
  return spans.join(',');
}

function clock(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
