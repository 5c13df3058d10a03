import { expect, it } from 'vitest';
import type { SessionRow, UserRow } from '../../../server/store/store.ts';
import type { StoreContract } from '../store-contract.ts';

const user: UserRow = {
  name: 'wang',
  role: 'operator',
  displayName: '王芳',
  passwordHash: '$argon2id$x',
  mustChangePassword: true,
  createdAt: 1,
};
const session: SessionRow = { id: 's1', user: 'wang', by: 'provider', hash: 'aa', createdAt: 2, usedAt: 2 };
const token = { id: 't1', user: 'wang', label: '看板', hash: 'bb', createdAt: 3 };

export const accountContract: StoreContract = (store) => {
  it('keeps users, each name and each subject once', async () => {
    expect(await store().addUser(user)).toBe(true);
    expect(await store().addUser({ ...user, role: 'admin' })).toBe(false);
    expect(await store().addUser({ ...user, name: 'li', subject: 'sub-1', createdAt: 2 })).toBe(true);
    expect(await store().addUser({ ...user, name: 'zhao', subject: 'sub-1' })).toBe(false);
    const { users } = await store().credentials();
    expect(users).toEqual([user, { ...user, name: 'li', subject: 'sub-1', createdAt: 2 }]);
  });

  it('changes what is named, takes away what is null, and ends the sessions but one', async () => {
    await store().addUser({ ...user, subject: 'sub-1' });
    await store().addUser({ ...user, name: 'li', createdAt: 2 });
    await store().addSession(session);
    await store().addSession({ ...session, id: 's2' });
    await store().addSession({ ...session, id: 's3', user: 'li' });
    const change = { passwordHash: '$argon2id$y', mustChangePassword: false, subject: null };
    expect(await store().changeUser('wang', change, 's2')).toBe(true);
    const { users, sessions } = await store().credentials();
    expect(users[0]).toEqual({ ...user, passwordHash: '$argon2id$y', mustChangePassword: false });
    expect(sessions.map(({ id }) => id)).toEqual(['s2', 's3']);
    await store().changeUser('wang', { disabledAt: 9 });
    const after = await store().credentials();
    expect(after.users[0]).toMatchObject({ disabledAt: 9, role: 'operator' });
    expect(after.sessions.map(({ id }) => id)).toEqual(['s3']);
    expect(await store().changeUser('nobody', { disabledAt: 9 })).toBe(false);
  });

  it('keeps sessions until they end, and when they were used', async () => {
    await store().addSession(session);
    await store().addSession({ ...session, id: 's2' });
    await store().useSessions([
      { id: 's1', usedAt: 50 },
      { id: 's2', usedAt: 1 },
      { id: 'unknown', usedAt: 50 },
    ]);
    const { sessions } = await store().credentials();
    expect(sessions).toEqual([
      { ...session, usedAt: 50 },
      { ...session, id: 's2' },
    ]);
    expect(await store().endSessions(['s1', 'unknown'])).toBe(1);
    expect((await store().credentials()).sessions.map(({ id }) => id)).toEqual(['s2']);
  });

  it('keeps API tokens, revoked ones too', async () => {
    await store().addToken(token);
    expect(await store().revokeToken('t1', 9)).toBe(true);
    expect(await store().revokeToken('t1', 10)).toBe(false);
    expect((await store().credentials()).tokens).toEqual([{ ...token, revokedAt: 9 }]);
  });

  it('moves the version with every change, and not with use', async () => {
    const versions = [await store().credentialsVersion()];
    const step = async (work: Promise<unknown>) => {
      await work;
      versions.push(await store().credentialsVersion());
    };
    await step(store().addUser(user));
    await step(store().changeUser('wang', { role: 'leader' }));
    await step(store().addSession(session));
    await step(store().addToken(token));
    await step(store().revokeToken('t1', 9));
    await step(store().endSessions(['s1']));
    expect(new Set(versions).size).toBe(7);
    await step(store().useSessions([{ id: 's1', usedAt: 9 }]));
    await step(store().endSessions(['s1']));
    await step(store().addUser(user));
    expect(new Set(versions).size).toBe(7);
  });
};
