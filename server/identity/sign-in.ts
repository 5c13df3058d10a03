/** Sessions: how they begin, change and end (contract §7). */
import { passwordFault, userName } from '../../shared/domain/user.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AuditEntry, SessionRow, Store, UserRow } from '../store/store.ts';
import { done } from '../store/store.ts';
import type { SignInAttempts } from './attempts.ts';
import type { Identity } from './identity.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { csrfOf, makeToken, parseToken } from './tokens.ts';

/** The oldest ends when one more is begun: a person has a few devices, not dozens. */
const maxSessions = 20;

export interface SignInOptions {
  identity: Identity;
  attempts: SignInAttempts;
  store: Pick<Store, 'addSession' | 'endSessions' | 'changeUser'>;
  /** Resolves once what was done is on disk. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** The server's clock in ms. */
  clock: () => number;
}

export interface NewSession extends Pick<SessionRow, 'by'> {
  user: UserRow;
  /** For the cookie. */
  token: string;
  csrf: string;
  startedAt: number;
}

export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** @throws ProblemError 401 `wrong-password`, whatever was wrong · 429 `sign-in-locked` · 503. */
  async byPassword(name: string, password: string, from: string): Promise<NewSession> {
    const { identity } = this.#options;
    // Whoever was made a user a moment ago is one.
    await identity.refresh();
    const known = userName(name) ?? '';
    const user = identity.userOf(known);
    const right = await this.#tryPassword(known, password, from, user?.passwordHash);
    if (!right || !user || user.disabledAt !== undefined) {
      await this.#note(user && `user:${user.name}`, from, 'wrong-password');
      throw wrongPassword();
    }
    return this.begin(user, from);
  }

  /** Begins a session of a user who has shown who he is, always under a new id. */
  async begin(user: UserRow, from: string, by: SessionRow['by'] = 'password'): Promise<NewSession> {
    const { identity, store, clock, audit } = this.#options;
    const { id, token, hash } = makeToken('session');
    const at = clock();
    const open = identity.sessionsOf(user.name);
    await store.endSessions(open.slice(0, Math.max(0, open.length + 1 - maxSessions)).map((row) => row.id));
    await store.addSession({ id, user: user.name, by, hash, createdAt: at, usedAt: at });
    await identity.refresh();
    const action = by === 'password' ? 'sign-in' : 'sign-in.provider';
    await audit({ at, actor: `user:${user.name}`, action, from, result: done });
    return { user, by, token, csrf: csrfOf(parseToken(token)?.secret ?? ''), startedAt: at };
  }

  /**
   * Changes the password of a user, ends all of his sessions, and begins one anew.
   * @throws ProblemError 403 `wrong-password` · 422 `weak-password` · 429 `sign-in-locked` · 503.
   */
  async changePassword(name: string, old: string, next: string, from: string): Promise<NewSession> {
    const { identity, store } = this.#options;
    const hash = identity.userOf(name)?.passwordHash;
    if (!(await this.#tryPassword(name, old, from, hash))) throw wrongOldPassword();
    const fault = old === next ? sameAgain : passwordFault(next, name);
    if (fault) throw new ProblemError('weak-password', fault);
    const passwordHash = await hashPassword(next);
    await store.changeUser(name, { passwordHash, mustChangePassword: false });
    await identity.refresh();
    const user = identity.userOf(name);
    if (!user || user.disabledAt !== undefined) throw wrongOldPassword();
    return this.begin(user, from);
  }

  /** Ends a session, or all of its user. */
  async end(name: string, session: string, everywhere: boolean): Promise<void> {
    const { identity, store } = this.#options;
    await identity.refresh();
    const ids = everywhere ? identity.sessionsOf(name).map(({ id }) => id) : [session];
    await store.endSessions(ids);
    await identity.refresh();
  }

  /** Notes that a sign-in by the identity provider came to nothing; answers why. */
  async noteRefusal<Problem extends string>(from: string, problem: Problem): Promise<Problem> {
    await this.#note(undefined, from, `provider ${problem}`);
    return problem;
  }

  /** Whether it is the password; five that are not lock the name, whether there is such a user or not. */
  async #tryPassword(
    name: string,
    password: string,
    from: string,
    hash: string | undefined,
  ): Promise<boolean> {
    const { attempts, clock } = this.#options;
    const waitMs = await attempts.begin(name, from, clock());
    if (waitMs > 0) {
      await this.#note(undefined, from, 'sign-in-locked');
      throw locked(waitMs);
    }
    try {
      const right = await isPassword(password, hash);
      if (right) await attempts.succeed(name, from, clock());
      return right;
    } catch (error) {
      await attempts.takeBack(name, from, clock());
      throw error;
    }
  }

  /** The name that was tried is noted only where there is such a user: some write their password there. */
  async #note(target: string | undefined, from: string, result: string): Promise<void> {
    const { clock, audit } = this.#options;
    const entry = { at: clock(), actor: 'anonymous', action: 'sign-in', from, result };
    await audit(target === undefined ? entry : { ...entry, target });
  }
}

const wrongPassword = (): ProblemError =>
  new ProblemError('wrong-password', { zh: '用户名或密码不正确', en: 'the name or the password is wrong' });

const wrongOldPassword = (): ProblemError =>
  new ProblemError('wrong-old-password', { zh: '原密码不正确', en: 'the old password is wrong' });

const sameAgain = { zh: '新密码不能与原密码相同', en: 'the new password is the old one' };

function locked(waitMs: number): ProblemError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new ProblemError(
    'sign-in-locked',
    {
      zh: `密码错误次数过多，已锁定，请${minutes}分钟后再试`,
      en: `too many wrong passwords; try again in ${minutes} min`,
    },
    { retryAfter: Math.ceil(waitMs / 1000) },
  );
}
