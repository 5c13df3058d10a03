import type { Presented, Reader, ReaderDecision } from '../../shared/domain/reader.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { Credentials, SessionRow, StationKeyRow, Store, UserRow } from '../store/store.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { HeldCredentials, inForce } from './held-credentials.ts';
import { SessionUse } from './session-use.ts';
import { bearerOf, csrfOf, matches, type PresentedToken, parseToken } from './tokens.ts';

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

/** Whether a request brings nothing by which anybody could be known. */
export const showsNothing = ({ authorization, token, cookie, secure = false }: Presented): boolean =>
  authorization === undefined &&
  token === undefined &&
  readCookie(cookie, sessionCookie, secure) === undefined;

const unreadable = { zh: '暂时无法核对身份，请稍后再试', en: 'credentials cannot be read just now' };

/** Knows every key, display, user and session of the server; follows what the CLI changes in the same database. */
export class Identity {
  readonly #options: IdentityOptions;
  readonly #listeners = new Set<(ended: Ended) => void>();
  readonly #use = new SessionUse();
  #watching: () => Iterable<Reader> = () => [];
  readonly #held = new HeldCredentials();
  /** What was in force when it was looked at last, by its id. */
  #inForce = new Map<string, Ended>();
  #version: number | undefined;
  #reading: Promise<void> = Promise.resolve();
  #nextReading: Promise<void> | undefined;
  readonly #changeListeners = new Set<(displayId: string) => void>();
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
    return inForce(this.#held.keys.get(presented.id), presented.secret);
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

  /**
   * As {@link authenticateReader}, but whoever has just signed in at another server, or was busy there while nothing
   * was heard of him here, is known.
   * @throws ProblemError 503 where that cannot be read now.
   */
  async identify(presented: Presented): Promise<ReaderDecision> {
    const decision = this.authenticateReader(presented);
    const shown = this.#shownBy(presented);
    if (!shown || (decision.ok && decision.reader.kind !== 'anonymous')) return decision;
    try {
      await this.refresh();
      const session = this.#held.sessions.get(shown.id);
      if (session && !this.#lasts(session) && matches(shown.secret, session.hash)) await this.#readAnew();
    } catch (cause) {
      throw new ProblemError('unavailable', unreadable, { retryAfter: 2, cause });
    }
    return this.authenticateReader(presented);
  }

  userOf(name: string): UserRow | undefined {
    return this.#held.users.get(name);
  }

  userBySubject(subject: string): UserRow | undefined {
    for (const user of this.#held.users.values()) if (user.subject === subject) return user;
    return undefined;
  }

  /** The sessions of a user that are in force, the oldest first. */
  sessionsOf(user: string): SessionRow[] {
    return [...this.#held.sessions.values()].filter((row) => row.user === user && this.#lasts(row));
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

  /** Calls `listener` with each display that has another name or place from now on. */
  onDisplayChanged(listener: (displayId: string) => void): void {
    this.#changeListeners.add(listener);
  }

  /** Reads the credentials again where they have changed; those who ask together wait for one reading. */
  refresh(): Promise<void> {
    // What is being read may have been read before the change that is asked for.
    this.#nextReading ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#nextReading = undefined;
        this.#reading = this.#readChanges();
        return this.#reading;
      });
    return this.#nextReading;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#options.sessions.useSessions(this.#use.take(this.#options.now(), true));
  }

  async #readChanges(): Promise<void> {
    const { store } = this.#options;
    if (this.#version === undefined || (await store.credentialsVersion()) !== this.#version)
      await this.#readAnew();
  }

  async #readAnew(): Promise<void> {
    this.#take(await this.#options.store.credentials());
    this.#tellEnded();
  }

  #take(credentials: Credentials): void {
    this.#version = credentials.version;
    for (const id of this.#held.take(credentials)) for (const listener of this.#changeListeners) listener(id);
    this.#use.keepOnly(this.#held.sessions);
  }

  #byToken(text: string): ReaderDecision {
    const presented = parseToken(text);
    const refused = { ok: false, status: 401 } as const;
    if (!presented) return refused;
    const { kind, id, secret } = presented;
    switch (kind) {
      case 'station':
        return { ok: false, status: inForce(this.#held.keys.get(id), secret) ? 403 : 401 };
      case 'display': {
        const display = inForce(this.#held.displays.get(id), secret);
        if (!display) return refused;
        return { ok: true, reader: { kind, id, name: display.name, scope: display.scope } };
      }
      case 'user': {
        const user = this.#held.enabled(inForce(this.#held.tokens.get(id), secret)?.user);
        if (!user) return refused;
        return { ok: true, reader: { kind, name: user.name, role: user.role, by: 'token', session: id } };
      }
      // A session is its cookie's alone: a script that sends it has read what no script may.
      case 'session':
        return refused;
    }
  }

  /** The token of a reader that a request brings. */
  #shownBy({ authorization, token, cookie, secure = false }: Presented): PresentedToken | undefined {
    if (authorization === undefined && token === undefined) {
      const session = parseToken(readCookie(cookie, sessionCookie, secure) ?? '');
      return session?.kind === 'session' ? session : undefined;
    }
    const shown = parseToken(token ?? bearerOf(authorization) ?? '');
    return shown?.kind === 'display' || shown?.kind === 'user' ? shown : undefined;
  }

  #bySession({ cookie, secure = false, unattended = false }: Presented): ReaderDecision | undefined {
    const presented = parseToken(readCookie(cookie, sessionCookie, secure) ?? '');
    const row = presented?.kind === 'session' ? this.#held.sessions.get(presented.id) : undefined;
    if (!presented || !row || !this.#lasts(row) || !matches(presented.secret, row.hash)) return undefined;
    const user = this.#held.enabled(row.user);
    if (!user) return undefined;
    if (!unattended) this.#use.note(row, this.#options.now());
    const { name, role } = user;
    return {
      ok: true,
      reader: { kind: 'user', name, role, by: 'session', session: row.id },
      csrf: csrfOf(presented.secret),
      mustChangePassword: mustChangePassword(user, row),
    };
  }

  #lasts(row: SessionRow): boolean {
    const now = this.#options.now();
    return now - this.#use.lastOf(row) <= idleMs && now - row.createdAt <= longestMs;
  }

  /** Everything that opens a connection and is in force now. */
  #nowInForce(): Map<string, Ended> {
    const now = new Map<string, Ended>();
    for (const { id, revokedAt } of this.#held.displays.values())
      if (revokedAt === undefined) now.set(id, { kind: 'display', id });
    for (const { id, user, revokedAt } of this.#held.tokens.values())
      if (revokedAt === undefined && this.#held.enabled(user)) now.set(id, { kind: 'user', id });
    for (const row of this.#held.sessions.values())
      if (this.#lasts(row) && this.#held.enabled(row.user)) now.set(row.id, { kind: 'user', id: row.id });
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
        this.#noteUse(reader.session);
    // Whoever is idle here may be busy at another server, which has written so.
    if (this.#over().length > 0) await this.#readAnew();
    this.#tellEnded();
    const over = this.#over();
    for (const id of over) this.#held.sessions.delete(id);
    if (over.length > 0) await sessions.endSessions(over);
    const used = this.#use.take(now());
    if (used.length > 0) await sessions.useSessions(used);
  }

  #over(): string[] {
    return [...this.#held.sessions.values()].filter((row) => !this.#lasts(row)).map(({ id }) => id);
  }

  #noteUse(session: string): void {
    const row = this.#held.sessions.get(session);
    if (row) this.#use.note(row, this.#options.now());
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
