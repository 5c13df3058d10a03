/** How a figure of a report reads: the same on its page, in print and in a file. Pure. */

/** What a figure is: a count, minutes shown as hours, a rate of 0–1, or minutes that stay minutes. */
export type FigureKind = 'count' | 'hours' | 'rate' | 'minutes';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What has no value, such as a rate with nothing to divide by. */
export const noValue = '—';

/** Hours of some minutes with one decimal, rounded down [M3]. */
export const hoursOf = (minutes: number): number => Math.floor(minutes / 6) / 10;

export function figureText(value: number | undefined, kind: FigureKind): string {
  if (value === undefined) return noValue;
  switch (kind) {
    case 'count':
    case 'minutes':
      return grouped.format(value);
    case 'hours':
      return tenths.format(hoursOf(value));
    case 'rate':
      return `${(value * 100).toFixed(1)}%`;
  }
}

/** The number that a spreadsheet is given: hours as hours, a rate as a fraction for its own format. */
export const figureNumber = (value: number, kind: FigureKind): number =>
  kind === 'hours' ? hoursOf(value) : value;
/** Ten times as much is still said in percent. */
const mostPercent = 900;

/**
 * How much a figure is above or below another one, in words, which no spreadsheet takes for a formula. A rate differs by
 * points; of 0 or nearly nothing a share says nothing, and the difference itself does.
 */
export function changeText(value: number | undefined, before: number | undefined, kind: FigureKind): string {
  if (value === undefined || before === undefined) return noValue;
  const difference = value - before;
  const said = (amount: string, up: string, down: string): string => `${difference > 0 ? up : down}${amount}`;
  if (kind === 'rate') {
    const points = Math.abs(Math.round(difference * 1000) / 10);
    return points === 0 ? '持平' : said(`${points.toFixed(1)}个百分点`, '升', '降');
  }
  if (difference === 0) return '持平';
  const share = Math.abs(Math.round((difference / before) * 1000) / 10);
  if (share > mostPercent) return said(figureText(Math.abs(difference), kind), '增', '减');
  return share === 0 ? '基本持平' : said(`${grouped.format(share)}%`, '增', '减');
}
