/** Users, their sessions and their API tokens. */
import type { Role } from '../../shared/domain/reader.ts';

export interface UserRow {
  name: string;
  role: Role;
  /** How the screens call the person, such as 王芳; empty where nobody said. */
  displayName: string;
  /** argon2id with its parameters; none for those who sign in by an identity provider alone. */
  passwordHash?: string;
  /** Somebody else knows the password: whoever signs in by it may do nothing before he has changed it. */
  mustChangePassword: boolean;
  /** What the identity provider calls the person. */
  subject?: string;
  createdAt: number;
  disabledAt?: number;
}

/** What may change of a user; a member that is null is taken away. */
export interface UserChange {
  role?: Role;
  displayName?: string;
  passwordHash?: string | null;
  mustChangePassword?: boolean;
  subject?: string | null;
  disabledAt?: number | null;
}

export interface SessionRow {
  id: string;
  user: string;
  /** How it was begun. */
  by: 'password' | 'provider';
  /** SHA-256 of the secret in the cookie. */
  hash: string;
  createdAt: number;
  /** When it was last used, as far as that has come to the disk. */
  usedAt: number;
}

export interface ApiTokenRow {
  id: string;
  user: string;
  label: string;
  hash: string;
  createdAt: number;
  revokedAt?: number;
}

export interface Accounts {
  users: UserRow[];
  sessions: SessionRow[];
  tokens: ApiTokenRow[];
}

/** Everything but {@link AccountStore.useSessions} moves the version of the credentials. */
export interface AccountStore {
  /** False where the name is taken, or the subject is another user's. */
  addUser(user: UserRow): Promise<boolean>;
  /**
   * Changes a user, and ends his sessions but `keptSession`: whoever is signed in signs in anew as what he is now.
   * False where there is no such user.
   */
  changeUser(name: string, change: UserChange, keptSession?: string): Promise<boolean>;
  addSession(session: SessionRow): Promise<void>;
  /** Answers how many of them there were. */
  endSessions(ids: readonly string[]): Promise<number>;
  /** Notes when sessions were used; not worth a new version. */
  useSessions(used: readonly { id: string; usedAt: number }[]): Promise<void>;
  addToken(token: ApiTokenRow): Promise<void>;
  revokeToken(id: string, at: number): Promise<boolean>;
}
