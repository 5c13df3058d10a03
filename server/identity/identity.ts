import type { Presented, Reader, ReaderDecision } from '../../shared/domain/reader.ts';
import type {
  ApiTokenRow,
  Credentials,
  DisplayRow,
  SessionRow,
  StationKeyRow,
  Store,
  UserRow,
} from '../store/store.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { SessionUse } from './session-use.ts';
import { bearerOf, csrfOf, matches, parseToken } from './tokens.ts';

/** Well under the second within which a new or revoked key takes effect (contract §1). */
const pollMs = 400;
export const idleMinutes = 30;
const idleMs = idleMinutes * 60_000;
/** However busy it is, a session ends after a working day. */
export const longestMs = 12 * 3_600_000;

export interface IdentityOptions {
  store: Pick<Store, 'credentials' | 'credentialsVersion'>;
  sessions: Pick<Store, 'endSessions' | 'useSessions'>;
  anonymousRead: boolean;
  /** The server's clock in ms. */
  now: () => number;
  /** Told when the credentials cannot be read; the ones last read stay in force. */
  onError: (error: unknown) => void;
}

/** What has ended: a display's token, or a session or API token of a user. */
export type Ended = { kind: 'display' | 'user'; id: string };

/** Whether a connection that a reader has made must be cut. */
export const isOf = ({ kind, id }: Ended, reader: Reader): boolean =>
  reader.kind === kind && (reader.kind === 'display' ? reader.id : reader.session) === id;

/** Whether nothing else is allowed in this session. */
export const mustChangePassword = (user: UserRow, { by }: Pick<SessionRow, 'by'>): boolean =>
  user.mustChangePassword && by === 'password';

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Knows every key, display, user and session of the server; follows what the CLI changes in the same database. */
export class Identity {
  readonly #options: IdentityOptions;
  readonly #listeners = new Set<(ended: Ended) => void>();
  readonly #use = new SessionUse();
  #watching: () => Iterable<Reader> = () => [];
  #keys = new Map<string, StationKeyRow>();
  #displays = new Map<string, DisplayRow>();
  #users = new Map<string, UserRow>();
  #sessions = new Map<string, SessionRow>();
  #tokens = new Map<string, ApiTokenRow>();
  /** What was in force when it was looked at last, by its id. */
  #inForce = new Map<string, Ended>();
  #version: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: IdentityOptions) {
    this.#options = options;
  }

  /** Reads the credentials, then follows them until {@link close}. */
  static async open(options: IdentityOptions): Promise<Identity> {
    const identity = new Identity(options);
    await identity.refresh();
    identity.#schedule();
    return identity;
  }

  /** The station's key, or undefined where there is none, an unknown or a revoked one. */
  authenticateStation(authorization: string | undefined): StationKeyRow | undefined {
    const presented = parseToken(bearerOf(authorization) ?? '');
    if (presented?.kind !== 'station') return undefined;
    return inForce(this.#keys.get(presented.id), presented.secret);
  }

  /**
   * A token that is not in force is refused even where nobody needs one: its owner must learn of it. A browser sends
   * its cookie by itself; where it has ended, the page is one that has not signed in.
   */
  authenticateReader(presented: Presented): ReaderDecision {
    const { authorization, token } = presented;
    if (authorization !== undefined || token !== undefined)
      return this.#byToken(token ?? bearerOf(authorization) ?? '');
    const bySession = this.#bySession(presented);
    if (bySession) return bySession;
    return this.#options.anonymousRead
      ? { ok: true, reader: { kind: 'anonymous' } }
      : { ok: false, status: 401 };
  }

  userOf(name: string): UserRow | undefined {
    return this.#users.get(name);
  }

  userBySubject(subject: string): UserRow | undefined {
    for (const user of this.#users.values()) if (user.subject === subject) return user;
    return undefined;
  }

  /** The sessions of a user that are in force, the oldest first. */
  sessionsOf(user: string): SessionRow[] {
    return [...this.#sessions.values()].filter((row) => row.user === user && this.#lasts(row));
  }

  /** Calls `listener` with everything that ends from now on; answers how to stop. */
  onEnded(listener: (ended: Ended) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Who follows a board. A leader who looks at one uses his session, as he would a wall; whoever may also act has to
   * show by his requests that he is still there, or anybody could act in his place.
   */
  countWatching(watching: () => Iterable<Reader>): void {
    this.#watching = watching;
  }

  /** Reads the credentials again where they have changed. */
  async refresh(): Promise<void> {
    const { store } = this.#options;
    if (this.#version !== undefined && (await store.credentialsVersion()) === this.#version) return;
    this.#take(await store.credentials());
    this.#tellEnded();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#options.sessions.useSessions(this.#use.take(this.#options.now(), true));
  }

  #take({ version, keys, displays, users, sessions, tokens }: Credentials): void {
    this.#version = version;
    this.#keys = byId(keys);
    this.#displays = byId(displays);
    this.#users = new Map(users.map((user) => [user.name, user]));
    this.#sessions = byId(sessions);
    this.#tokens = byId(tokens);
    this.#use.keepOnly(this.#sessions);
  }

  #byToken(text: string): ReaderDecision {
    const presented = parseToken(text);
    const refused = { ok: false, status: 401 } as const;
    if (!presented) return refused;
    const { kind, id, secret } = presented;
    switch (kind) {
      case 'station':
        return { ok: false, status: inForce(this.#keys.get(id), secret) ? 403 : 401 };
      case 'display': {
        const display = inForce(this.#displays.get(id), secret);
        if (!display) return refused;
        return { ok: true, reader: { kind, id, name: display.name, scope: display.scope } };
      }
      case 'user': {
        const user = this.#enabled(inForce(this.#tokens.get(id), secret)?.user);
        if (!user) return refused;
        return { ok: true, reader: { kind, name: user.name, role: user.role, by: 'token', session: id } };
      }
      // A session is its cookie's alone: a script that sends it has read what no script may.
      case 'session':
        return refused;
    }
  }

  #bySession({ cookie, secure = false, unattended = false }: Presented): ReaderDecision | undefined {
    const presented = parseToken(readCookie(cookie, sessionCookie, secure) ?? '');
    const row = presented?.kind === 'session' ? this.#sessions.get(presented.id) : undefined;
    if (!presented || !row || !this.#lasts(row) || !matches(presented.secret, row.hash)) return undefined;
    const user = this.#enabled(row.user);
    if (!user) return undefined;
    if (!unattended) this.#use.note(row.id, this.#options.now());
    const { name, role } = user;
    return {
      ok: true,
      reader: { kind: 'user', name, role, by: 'session', session: row.id },
      csrf: csrfOf(presented.secret),
      mustChangePassword: mustChangePassword(user, row),
    };
  }

  #enabled(name: string | undefined): UserRow | undefined {
    const user = this.#users.get(name ?? '');
    return user?.disabledAt === undefined ? user : undefined;
  }

  #lasts(row: SessionRow): boolean {
    const now = this.#options.now();
    return now - this.#use.lastOf(row) <= idleMs && now - row.createdAt <= longestMs;
  }

  /** Everything that opens a connection and is in force now. */
  #nowInForce(): Map<string, Ended> {
    const now = new Map<string, Ended>();
    for (const { id, revokedAt } of this.#displays.values())
      if (revokedAt === undefined) now.set(id, { kind: 'display', id });
    for (const { id, user, revokedAt } of this.#tokens.values())
      if (revokedAt === undefined && this.#enabled(user)) now.set(id, { kind: 'user', id });
    for (const row of this.#sessions.values())
      if (this.#lasts(row) && this.#enabled(row.user)) now.set(row.id, { kind: 'user', id: row.id });
    return now;
  }

  #tellEnded(): void {
    const before = this.#inForce;
    this.#inForce = this.#nowInForce();
    for (const [id, ended] of before)
      if (!this.#inForce.has(id)) for (const listener of this.#listeners) listener(ended);
  }

  /** Notes who watches, ends what time has ended, and writes when sessions were used. */
  async #followTime(): Promise<void> {
    const { sessions, now } = this.#options;
    for (const reader of this.#watching())
      if (reader.kind === 'user' && reader.by === 'session' && reader.role === 'leader')
        this.#use.note(reader.session, now());
    this.#tellEnded();
    const over = [...this.#sessions.values()].filter((row) => !this.#lasts(row)).map(({ id }) => id);
    for (const id of over) this.#sessions.delete(id);
    if (over.length > 0) await sessions.endSessions(over);
    const used = this.#use.take(now());
    if (used.length > 0) await sessions.useSessions(used);
  }

  #schedule(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.refresh();
        await this.#followTime();
      } catch (error) {
        this.#options.onError(error);
      }
      if (this.#timer) this.#schedule();
    }, pollMs);
    this.#timer.unref();
  }
}

function inForce<T extends StationKeyRow | DisplayRow | ApiTokenRow>(
  row: T | undefined,
  secret: string,
): T | undefined {
  return row && row.revokedAt === undefined && matches(secret, row.hash) ? row : undefined;
}
