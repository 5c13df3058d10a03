import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

/** A server of PostgreSQL for whoever asks for one. */
const postgres = 'tests/support/postgres-on-demand.ts';

/** Suites that start servers and browsers take turns with the processor, and with the clock. */
const slow = {
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
  globalSetup: ['tests/support/built-server.ts', postgres],
};

const suite = (name: string, folder: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${folder}/**/*.test.ts`], ...more },
});

export default defineConfig({
  root,
  plugins: [vue()],
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      suite('unit', 'unit', { globalSetup: postgres }),
      suite('property', 'property', { testTimeout: 600_000, globalSetup: postgres }),
      suite('api', 'api', slow),
      suite('faults', 'faults', slow),
      suite('e2e', 'e2e', slow),
    ],
  },
});
