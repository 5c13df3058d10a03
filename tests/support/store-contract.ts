/**
 * What every database must do, whatever it is. A database is in when `describeStore` passes for it.
 *
 * `open` answers a new, empty store; the suite closes it.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { accountContract } from './store-contract/accounts.ts';
import { appendContract } from './store-contract/append.ts';
import { auditContract } from './store-contract/audit.ts';
import { cellContract } from './store-contract/cells.ts';
import { commandContract } from './store-contract/commands.ts';
import { credentialContract } from './store-contract/credentials.ts';
import { displayViewContract } from './store-contract/display-views.ts';
import { evidenceContract } from './store-contract/evidence.ts';
import { journalContract } from './store-contract/journal.ts';
import { keptReportContract } from './store-contract/kept-reports.ts';
import { noticeContract } from './store-contract/notices.ts';
import { passingContract } from './store-contract/passing.ts';
import { pastContract } from './store-contract/past.ts';
import { projectionContract } from './store-contract/projection.ts';
import { quietContract } from './store-contract/quiet.ts';
import { registerContract } from './store-contract/registers.ts';
import { thingContract } from './store-contract/things.ts';
import { wakeUpContract } from './store-contract/wake-up.ts';

/** Each part of the contract gets the store of the test that is running. */
export type StoreContract = (store: () => Store) => void;

const parts: Record<string, StoreContract> = {
  append: appendContract,
  commands: commandContract,
  journal: journalContract,
  projection: projectionContract,
  cells: cellContract,
  things: thingContract,
  evidence: evidenceContract,
  past: pastContract,
  quiet: quietContract,
  registers: registerContract,
  credentials: credentialContract,
  accounts: accountContract,
  audit: auditContract,
  'display views': displayViewContract,
  'kept reports': keptReportContract,
  notices: noticeContract,
  passing: passingContract,
  'wake-up': wakeUpContract,
};

export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store | undefined;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store?.close();
    });
    const current = (): Store => {
      if (!store) throw new Error('No store is open.');
      return store;
    };
    for (const [part, contract] of Object.entries(parts)) describe(part, () => contract(current));
  });
}
