/** What administrators do with users. Whoever is changed signs in anew; somebody is always left who may change users. */
import type { Role } from '../../shared/domain/reader.ts';
import { userName } from '../../shared/domain/user.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { MadePassword, NewUser, UserChangeRequest } from '../../shared/wire/admin.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { Credentials, Store, UserRow } from '../store/store.ts';
import { oneTimePassword } from './one-time-password.ts';

export interface UsersOptions {
  store: Pick<Store, 'addUser' | 'changeUser' | 'addToken' | 'revokeToken'>;
  credentials: () => Promise<Pick<Credentials, 'users' | 'tokens'>>;
  hashPassword: (password: string) => Promise<string>;
  makeToken: (kind: 'user') => { id: string; token: string; hash: string };
  /** Brings what was changed into force. */
  changed: () => Promise<void>;
  clock: () => number;
}

const unknownUser = (name: string) =>
  new ProblemError('not-found', { zh: `没有用户 ${name}`, en: `there is no user ${name}` });
const nameTaken = (name: string) =>
  new ProblemError('id-conflict', {
    zh: `用户名 ${name} 或统一身份标识已被使用`,
    en: `the name ${name}, or the subject, is taken`,
  });
const noName = () =>
  new ProblemError('invalid-request', {
    zh: '用户名由1–64个字母、数字、汉字及 . _ @ - 组成，以字母、数字或汉字开头',
    en: 'a name has 1 to 64 letters, digits or . _ @ - and begins with a letter or digit',
  });
const lastAdmin = () =>
  new ProblemError('invalid-state', {
    zh: '至少保留一名启用的管理员',
    en: 'the last administrator cannot be disabled or become something else',
  });

export class Users {
  readonly #options: UsersOptions;
  /** One change after the other: two administrators must not take each other’s role away at once. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  all(): Promise<Pick<Credentials, 'users' | 'tokens'>> {
    return this.#options.credentials();
  }

  async create(request: NewUser): Promise<MadePassword> {
    const { role, displayName = '', subject, withoutPassword = false } = request;
    const name = userName(request.name);
    if (name === undefined) throw noName();
    const password = withoutPassword ? undefined : oneTimePassword();
    const { store, hashPassword, clock, changed } = this.#options;
    const user: UserRow = {
      ...{ name, role, displayName: displayName.trim(), createdAt: clock() },
      mustChangePassword: password !== undefined,
      ...given('passwordHash', password === undefined ? undefined : await hashPassword(password)),
      ...given('subject', subject),
    };
    if (!(await store.addUser(user))) throw nameTaken(name);
    await changed();
    return { name, ...given('password', password) };
  }

  change(name: string, { role, displayName, disabled, subject }: UserChangeRequest): Promise<void> {
    return this.#inTurn(async () => {
      const { store, clock, changed } = this.#options;
      const { users, user } = await this.#find(name);
      if (isLastAdmin(users, user) && (disabled || (role !== undefined && role !== 'admin')))
        throw lastAdmin();
      const owner = typeof subject === 'string' && users.find((other) => other.subject === subject);
      if (owner && owner.name !== name) throw nameTaken(name);
      await store.changeUser(name, {
        ...given('role', role),
        ...given('displayName', displayName?.trim()),
        ...given('subject', subject),
        ...given(
          'disabledAt',
          disabled === undefined ? undefined : disabled ? (user.disabledAt ?? clock()) : null,
        ),
      });
      await changed();
    });
  }

  /** A new one-time password in place of the one that was forgotten. */
  async resetPassword(name: string): Promise<MadePassword> {
    await this.#find(name);
    const { store, hashPassword, changed } = this.#options;
    const password = oneTimePassword();
    await store.changeUser(name, {
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
    });
    await changed();
    return { name, password };
  }

  async makeToken(name: string, label: string): Promise<{ id: string; token: string }> {
    await this.#find(name);
    const { store, makeToken, clock, changed } = this.#options;
    const { id, token, hash } = makeToken('user');
    await store.addToken({ id, user: name, label, hash, createdAt: clock() });
    await changed();
    return { id, token };
  }

  async revokeToken(id: string): Promise<boolean> {
    const { store, clock, changed } = this.#options;
    const revoked = await store.revokeToken(id, clock());
    await changed();
    return revoked;
  }

  async #find(name: string): Promise<{ users: UserRow[]; user: UserRow }> {
    const { users } = await this.#options.credentials();
    const user = users.find((one) => one.name === name);
    if (!user) throw unknownUser(name);
    return { users, user };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

const isAdmin = ({ role, disabledAt }: { role: Role; disabledAt?: number }): boolean =>
  role === 'admin' && disabledAt === undefined;

const isLastAdmin = (users: readonly UserRow[], user: UserRow): boolean =>
  isAdmin(user) && users.filter(isAdmin).length === 1;
