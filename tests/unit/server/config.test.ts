import { describe, expect, test } from 'vitest';
import { ConfigError, proxyTrust, readConfig } from '../../../server/config.ts';

test('defaults [contract §1]', () => {
  expect(readConfig({ HOST: '', COUNTY_DIR: ' ' })).toEqual({
    host: '127.0.0.1',
    port: 8080,
    databaseUrl: 'sqlite:data/cockpit.db',
    backupDir: 'data/backups',
    supervised: false,
    countyDirs: [],
    anonymousRead: false,
    trustProxy: ['loopback'],
    demo: false,
    logLevel: 'info',
    keyLimits: { requestsPerSecond: 100, requestBurst: 400, eventsPerSecond: 10_000 },
    viewerLimits: { connections: 10_000, messagesPerSecond: 1_000 },
    maxLateMs: 1_000,
  });
});

test('what is set wins', () => {
  const config = readConfig({
    PORT: '0',
    COUNTY_DIR: 'a, b/c,',
    ANONYMOUS_READ: 'true',
    LOG_LEVEL: 'warn',
    RATE_REQUESTS_PER_SECOND: '5',
  });
  expect(config).toMatchObject({ port: 0, countyDirs: ['a', 'b/c'], anonymousRead: true, logLevel: 'warn' });
  expect(config.keyLimits.requestsPerSecond).toBe(5);
});

test('backups lie beside an embedded database, and a service manager is told from a shell inside of one', () => {
  expect(readConfig({ DATABASE_URL: 'sqlite:/var/lib/c.db' }).backupDir).toBe('/var/lib/backups');
  expect(readConfig({ BACKUP_DIR: '/mnt/b' }).backupDir).toBe('/mnt/b');
  expect(readConfig({ DATABASE_URL: 'postgres://h/d', BACKUP_DIR: '/mnt/b' }).backupDir).toBeUndefined();
  expect(readConfig({ SYSTEMD_EXEC_PID: String(process.pid) }).supervised).toBe(true);
  expect(readConfig({ SYSTEMD_EXEC_PID: '1' }).supervised).toBe(false);
  expect(readConfig({ SUPERVISED: 'true' }).supervised).toBe(true);
});

test.each([
  ['SUPERVISED', 'yes'],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['PORT', '0x50'],
  ['ANONYMOUS_READ', 'yes'],
  ['LOG_LEVEL', 'loud'],
  ['DATABASE_URL', 'data/cockpit.db'],
  ['DATABASE_URL', 'sqlite:'],
  ['RATE_EVENTS_PER_SECOND', '0'],
])('%s=%s stops the start with one sentence that names it', (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^${name} must be .*\\.$`));
});

test('a password in DATABASE_URL is not repeated', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://root:geheim@host' })).not.toThrow(/geheim/);
});

describe('an identity provider', () => {
  const provider = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' };

  test('has what it needs, and says roles by values of a claim', () => {
    expect(readConfig({}).provider).toBeUndefined();
    expect(readConfig(provider).provider).toMatchObject({ scope: 'openid', subjectClaim: 'sub' });
    const roles = { OIDC_ROLE_CLAIM: 'posts', OIDC_ROLES: 'leader=部长|书记, operator=调度员' };
    expect([...(readConfig({ ...provider, ...roles }).provider?.roles ?? [])]).toEqual([
      ['leader', ['部长', '书记']],
      ['operator', ['调度员']],
    ]);
  });

  test.each([
    [{ OIDC_ISSUER: 'http://id.example' }, /^OIDC_ISSUER must be an https address/],
    [{ OIDC_CLIENT_SECRET: '' }, /^OIDC_CLIENT_SECRET is needed/],
    [{ OIDC_ROLE_CLAIM: 'posts' }, /^OIDC_ROLES is needed/],
    [{ OIDC_ROLE_CLAIM: 'posts', OIDC_ROLES: 'boss=x' }, /^OIDC_ROLES must be like/],
  ])('with %j stops the start', (wrong, sentence) => {
    expect(() => readConfig({ ...provider, ...wrong })).toThrow(sentence);
  });
});

test('a proxy is believed where it is named, and nowhere else', () => {
  const trusts = proxyTrust(
    readConfig({ TRUST_PROXY: 'loopback, 10.0.0.10, 10.1.0.0/16, fd00::/8' }).trustProxy,
  );
  for (const near of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.10', '::ffff:10.1.2.3', 'fd00::9'])
    expect(trusts(near), near).toBe(true);
  for (const far of ['10.0.0.11', '10.2.0.1', 'fe80::1', '', 'proxy']) expect(trusts(far), far).toBe(false);
  for (const bad of ['10.0.0', 'nginx', '10.0.0.0/33', '10.0.0.0/', '*', 'true'])
    expect(() => readConfig({ TRUST_PROXY: bad }), bad).toThrow(/^TRUST_PROXY must name/);
});
