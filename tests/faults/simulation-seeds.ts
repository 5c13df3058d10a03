/** Seeds of the simulation that have found something, with what they found: they are run again each time. */
import type { Engine } from '../support/engine.ts';

export const foundBySimulation: readonly { engine: Engine; seed: number; found: string }[] = [
  {
    engine: 'sqlite',
    seed: 3,
    found: 'boards of places that another server had projected just before stayed as they were',
  },
];
