import type {
  ApiTokenRow,
  AuditEntry,
  AuditHead,
  Credentials,
  DisplayRow,
  SessionRow,
  StationKeyRow,
  UserChange,
  UserRow,
} from '../../../../server/store/store.ts';

/** The part of a store that identity needs, in memory. */
export class MemoryCredentials {
  version = 1;
  reads = 0;
  failing = false;
  readonly keys: StationKeyRow[] = [];
  readonly displays: DisplayRow[] = [];
  readonly users: UserRow[] = [];
  readonly sessions: SessionRow[] = [];
  readonly tokens: ApiTokenRow[] = [];
  /** What was written of the use of sessions. */
  readonly used: { id: string; usedAt: number }[] = [];
  readonly audited: AuditEntry[][] = [];

  async credentialsVersion(): Promise<number> {
    if (this.failing) throw new Error('no database');
    return this.version;
  }

  async credentials(): Promise<Credentials> {
    this.reads += 1;
    const { version, keys, displays, users, sessions, tokens } = this;
    return structuredClone({ version, keys, displays, users, sessions, tokens });
  }

  async useSessions(used: readonly { id: string; usedAt: number }[]): Promise<void> {
    this.used.push(...used);
  }

  async addSession(session: SessionRow): Promise<void> {
    this.sessions.push(session);
    this.version += 1;
  }

  async endSessions(ids: readonly string[]): Promise<number> {
    const kept = this.sessions.filter(({ id }) => !ids.includes(id));
    const ended = this.sessions.length - kept.length;
    this.sessions.splice(0, this.sessions.length, ...kept);
    if (ended > 0) this.version += 1;
    return ended;
  }

  async changeUser(name: string, change: UserChange, keptSession?: string): Promise<boolean> {
    const user = this.users.find((row) => row.name === name);
    if (!user) return false;
    Object.assign(user, change);
    this.version += 1;
    await this.endSessions(
      this.sessions
        .filter((row) => row.user === name)
        .map(({ id }) => id)
        .filter((id) => id !== keptSession),
    );
    return true;
  }

  async audit(entries: readonly AuditEntry[]): Promise<AuditHead> {
    if (this.failing) throw new Error('no database');
    this.audited.push([...entries]);
    return { n: this.audited.flat().length, hash: 'h' };
  }
}
