import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../../../server/store/open-store.ts';
import { describeStore } from '../../../support/store-contract.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

describeStore('SQLite', () => {
  files += 1;
  return openStore(`sqlite:${join(folder, `${files}.db`)}`);
});
