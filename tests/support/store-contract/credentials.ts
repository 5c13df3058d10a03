import { expect, it } from 'vitest';
import type { StoreContract } from '../store-contract.ts';

const key = { id: 'k1', site: 'station-1', label: '', hash: 'aa', createdAt: 1 };
const display = { id: 'd1', name: '大厅', scope: 'area:330127', hash: 'bb', createdAt: 2 };

export const credentialContract: StoreContract = (store) => {
  it('moves the version with every change to keys and displays, and only then', async () => {
    const versions = [await store().credentialsVersion()];
    const step = async (work: Promise<unknown>) => {
      await work;
      versions.push(await store().credentialsVersion());
    };
    await step(store().addKey(key));
    await step(store().addDisplay(display));
    await step(store().revokeKey('k1', 9));
    await step(store().revokeDisplay('d1', 9));
    expect(new Set(versions).size).toBe(5);
    await step(store().revokeKey('k1', 10));
    await step(store().revokeKey('unknown', 10));
    expect(new Set(versions).size).toBe(5);
  });

  it('keeps keys and displays, revoked ones too', async () => {
    await store().addKey(key);
    await store().addKey({ ...key, id: 'k2', createdAt: 3 });
    await store().addDisplay(display);
    expect(await store().revokeKey('k1', 9)).toBe(true);
    expect(await store().revokeKey('k1', 10)).toBe(false);
    expect(await store().revokeDisplay('unknown', 10)).toBe(false);
    const { version, keys, displays } = await store().credentials();
    expect(version).toBe(await store().credentialsVersion());
    expect({ keys, displays }).toEqual({
      keys: [
        { ...key, revokedAt: 9 },
        { ...key, id: 'k2', createdAt: 3 },
      ],
      displays: [display],
    });
  });

  it('changes the name and the scope of a display in force', async () => {
    await store().addDisplay(display);
    const version = await store().credentialsVersion();
    expect(await store().changeDisplay('d1', { scope: 'area:330127100' })).toBe(true);
    expect(await store().changeDisplay('d1', { name: '三楼' })).toBe(true);
    expect((await store().credentials()).displays).toEqual([
      { ...display, name: '三楼', scope: 'area:330127100' },
    ]);
    expect(await store().credentialsVersion()).toBe(version + 2);
    await store().revokeDisplay('d1', 9);
    expect(await store().changeDisplay('d1', { name: '四楼' })).toBe(false);
    expect(await store().changeDisplay('d2', { name: '四楼' })).toBe(false);
  });

  it('knows when everybody was last here, whatever is told late', async () => {
    const version = await store().credentialsVersion();
    expect(await store().lastUses()).toEqual([]);
    await store().noteUses([]);
    await store().noteUses([
      { actor: 'key:k1', at: 5 },
      { actor: 'user:yan', at: 7 },
    ]);
    await store().noteUses([{ actor: 'key:k1', at: 4 }]);
    await store().noteUses([{ actor: 'user:yan', at: 9 }]);
    expect(await store().lastUses()).toEqual([
      { actor: 'key:k1', at: 5 },
      { actor: 'user:yan', at: 9 },
    ]);
    expect(await store().credentialsVersion()).toBe(version);
  });

  it('refuses a second key under one id, and leaves the version', async () => {
    await store().addKey(key);
    const version = await store().credentialsVersion();
    await expect(store().addKey(key)).rejects.toThrow();
    expect(await store().credentialsVersion()).toBe(version);
  });

  it('makes each secret once', async () => {
    const [one, same] = await Promise.all([store().secret('digest'), store().secret('digest')]);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(same).toBe(one);
    expect(await store().secret('digest')).toBe(one);
    expect(await store().secret('pseudonym')).not.toBe(one);
  });

  it('takes over a secret of another database, unless it has one', async () => {
    expect(await store().adoptSecret('digest', 'ab')).toBe(true);
    expect(await store().adoptSecret('digest', 'ab')).toBe(true);
    expect(await store().adoptSecret('digest', 'cd')).toBe(false);
    expect(await store().secret('digest')).toBe('ab');
  });
};
