import type {
  AuditEntry,
  AuditHead,
  Credentials,
  DisplayRow,
  StationKeyRow,
} from '../../../../server/store/store.ts';

/** The part of a store that identity needs, in memory. */
export class MemoryCredentials {
  version = 1;
  reads = 0;
  failing = false;
  readonly keys: StationKeyRow[] = [];
  readonly displays: DisplayRow[] = [];
  readonly audited: AuditEntry[][] = [];

  async credentialsVersion(): Promise<number> {
    if (this.failing) throw new Error('no database');
    return this.version;
  }

  async credentials(): Promise<Credentials> {
    this.reads += 1;
    return structuredClone({ version: this.version, keys: this.keys, displays: this.displays });
  }

  async audit(entries: readonly AuditEntry[]): Promise<AuditHead> {
    if (this.failing) throw new Error('no database');
    this.audited.push([...entries]);
    return { n: this.audited.flat().length, hash: 'h' };
  }
}
