/**
 * The whole path under faults that a seed chooses: whatever was acknowledged is in the journal once, every board is the
 * one that plain loops compute from it, and no viewer ever saw what never was. `SIMULATION_SEED` runs one again,
 * `SIMULATION_RUNS` more of them.
 */
import { describe, test } from 'vitest';
import type { Engine } from '../support/engine.ts';
import { simulate } from '../support/simulation/simulate.ts';
import { foundBySimulation } from './simulation-seeds.ts';

const given = process.env.SIMULATION_SEED;
const runs = Number(process.env.SIMULATION_RUNS ?? 1);

/** Seeds of this run, those first that once found something. */
const seedsOf = (engine: Engine): number[] => [
  ...(given === undefined
    ? foundBySimulation.filter((one) => one.engine === engine).map(({ seed }) => seed)
    : []),
  ...Array.from({ length: runs }, (_, n) => Number(given ?? 1) + n),
];

describe.each<Engine>(['sqlite', 'postgres'])('on %s', (engine) => {
  const title = 'nothing is lost, nothing twice, nothing untrue (seed %i)';
  test.each(seedsOf(engine))(title, { timeout: 400_000 }, async (seed) => {
    const story = await simulate(engine, seed);
    if (given !== undefined || process.env.SIMULATION_RUNS !== undefined) console.log(engine, seed, story);
  });
});
