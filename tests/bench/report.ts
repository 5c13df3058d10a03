/** What a bench says: one row for each figure, and the table that they make. */
import { cpus, loadavg } from 'node:os';

export interface Row {
  what: string;
  measured: string;
  /** Empty where a figure stands beside another one and has no goal of its own. */
  goal: string;
  met?: boolean;
}

export interface BenchContext {
  /** The long run: 1 M events, 5 minutes of the browser. */
  full: boolean;
  /** The smallest run, which shows that the bench works. */
  quick: boolean;
  /** How long what takes as long as it is let shall take. */
  minutes?: number | undefined;
  /** A folder of its own for databases, removed afterwards. */
  folder: string;
  /** Says on standard error what is under way. */
  say: (line: string) => void;
}

export interface Bench {
  name: string;
  /** Too long for everybody: runs where it is asked for alone. */
  onlyByName?: boolean;
  run(context: BenchContext): Promise<Row[]>;
}

/** The value below which `share` of the values lie; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const decimals = (value: number, digits = 2): string => value.toFixed(digits);
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** The machine, and how busy it was before: other work on it makes every time longer and some ratios worse. */
export function machine(): string {
  const models = cpus().map(({ model }) => model.trim());
  const [load = 0] = loadavg();
  const name = `${models[0] ?? 'unknown CPU'}, ${models.length} cores; Node ${process.version}; ${process.platform}`;
  return `${name}; load average before ${decimals(load, 1)}`;
}

const mark = ({ met }: Row): string => (met === undefined ? '' : met ? 'met' : 'NOT met');

export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${row.what} | ${row.measured} | ${row.goal} | ${mark(row)} |`);
  return ['| figure | measured | goal | |', '|---|---|---|---|', ...lines].join('\n');
}
