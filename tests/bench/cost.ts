/** Whether an event costs the same however many there are already, and however many sites there are. */
import type { CostGiven, CostResult } from './cost-probe.ts';
import { type Bench, type BenchContext, decimals, type Row, whole } from './report.ts';
import { runProbe } from './server.ts';

const goal = 1.3;

type Size = Omit<CostGiven, 'folder'>;

const base: Size = { stored: 10_000, sites: 500 };
const quick: Size[] = [
  { stored: 100_000, sites: 500 },
  { stored: 10_000, sites: 5_000 },
];
/** More events than these are measured by `size`. */
const long: Size[] = [...quick, { stored: 10_000, sites: 50_000 }];

const nameOf = ({ stored, sites }: Size): string => `${whole(stored)} events stored, ${whole(sites)} sites`;

async function run({ full, folder, say }: BenchContext): Promise<Row[]> {
  const measure = async (size: Size): Promise<number> => {
    say(`cost: ${nameOf(size)}`);
    return (await runProbe<CostResult>('cost-probe.ts', { folder, ...size })).cpuMs;
  };
  const first = await measure(base);
  const rows: Row[] = [
    { what: `CPU of one event, ${nameOf(base)}`, measured: `${decimals(first, 3)} ms`, goal: '' },
  ];
  for (const size of full ? long : quick) {
    const cost = await measure(size);
    rows.push({
      what: `CPU of one event, ${nameOf(size)}`,
      measured: `${decimals(cost, 3)} ms, × ${decimals(cost / first)}`,
      goal: `≤ × ${goal}`,
      met: cost / first <= goal,
    });
  }
  if (!full)
    rows.push({
      what: 'CPU of one event, 10,000 events stored, 50,000 sites',
      measured: 'with --full',
      goal: `≤ × ${goal}`,
    });
  return rows;
}

export const cost: Bench = { name: 'cost', run };
