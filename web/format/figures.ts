/** How a figure of the board reads on a screen. Pure. */

export type FigureKind = 'count' | 'hours' | 'rate';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const groupedTenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Above this a figure is written in 万. */
const fullDigits = 9_999_999;

/** What a board has no member for. */
export const absent = '—';

const rates = /(^|\.)(responseRate|onTimeRate|satisfaction)$/;
const minutes = /Minutes(Median)?$/;

/** The kind of a path of the board: its rates are 0–1, its minutes are shown as hours, the rest are counts. */
export function kindOf(path: string): FigureKind {
  if (rates.test(path)) return 'rate';
  return minutes.test(path) ? 'hours' : 'count';
}

const inTenThousands = (value: number): string => `${groupedTenths.format(value / 10_000)}万`;

export function formatCount(value: number): string {
  return Math.abs(value) > fullDigits ? inTenThousands(value) : grouped.format(Math.round(value));
}

/** Minutes as hours with one decimal, rounded down [M3]; nothing at all reads 0. */
export function formatHours(value: number): string {
  const tenths = Math.floor(value / 6);
  if (tenths === 0) return '0';
  const hours = tenths / 10;
  return hours > fullDigits ? inTenThousands(hours) : groupedTenths.format(hours);
}

/** A rate of 0–1 in percent with one decimal. */
export function formatRate(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}

export function formatFigure(value: number | undefined, kind: FigureKind): string {
  if (value === undefined) return absent;
  switch (kind) {
    case 'rate':
      return formatRate(value);
    case 'hours':
      return formatHours(value);
    case 'count':
      return formatCount(value);
  }
}
