import { beforeAll, vi } from 'vitest';
import { serverUrl } from './postgres.ts';

/**
 * For tests that are not known to be slow: before the first of them a server of PostgreSQL starts, and each makes a
 * database anew.
 */
export function takeTimeForPostgres(): void {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  beforeAll(async () => {
    await serverUrl();
  }, 120_000);
}
