import type { AppendOutcome, AuditEntry, EventProbe, NewEvent } from '../../../../server/store/store.ts';

/** The part of a store that ingest needs, in memory. */
export class MemoryJournal {
  readonly events: NewEvent[] = [];
  readonly audited: AuditEntry[] = [];
  failing = false;

  async append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]> {
    if (this.failing) throw new Error('disk full');
    return items.map((item) => {
      const known = this.events.findIndex(({ source, id }) => source === item.source && id === item.id);
      if (known >= 0)
        return this.events[known]?.digest === item.digest
          ? { status: 'duplicate', seq: known + 1 }
          : { status: 'id-conflict' };
      if (item.kind === 'probe') return { status: 'absent' };
      return { status: 'accepted', seq: this.events.push(item) };
    });
  }
}
