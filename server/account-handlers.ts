import type { AccountStore, ApiTokenRow, SessionRow, UserChange, UserRow } from './store/store.ts';

/** What the thread that writes does for users, sessions and API tokens. */
export const accountHandlers = (store: AccountStore) => ({
  addUser: (user: UserRow): Promise<boolean> => store.addUser(user),
  changeUser: (name: string, change: UserChange, keptSession?: string): Promise<boolean> =>
    store.changeUser(name, change, keptSession),
  addSession: (session: SessionRow): Promise<void> => store.addSession(session),
  endSessions: (ids: readonly string[]): Promise<number> => store.endSessions(ids),
  useSessions: (used: readonly { id: string; usedAt: number }[]): Promise<void> => store.useSessions(used),
  addToken: (token: ApiTokenRow): Promise<void> => store.addToken(token),
  revokeToken: (id: string, at: number): Promise<boolean> => store.revokeToken(id, at),
});
