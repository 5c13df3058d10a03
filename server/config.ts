/** Everything that can be set from outside, read once at start (contract §1). */

import { BlockList, isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { type Role, roles } from '../shared/domain/reader.ts';

export type LogLevel = (typeof logLevels)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How much one station key may send. */
export interface KeyLimits {
  requestsPerSecond: number;
  requestBurst: number;
  eventsPerSecond: number;
}

/** How many viewers there may be, and how much one may send. */
export interface ViewerLimits {
  connections: number;
  messagesPerSecond: number;
}

/** A county's identity provider (OpenID Connect). */
export interface ProviderConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says. */
  label: string;
  scope: string;
  /** Which claim names a user: what an administrator has noted as the user's subject. */
  subjectClaim: string;
  /** Which claim says the role, where one does. */
  roleClaim?: string;
  /** The values of that claim that stand for each role. */
  roles: ReadonlyMap<Role, readonly string[]>;
}

/** Where urgent alerts are told, and the key of the signatures. */
export interface WebhookConfig {
  url: string;
  secret: string;
}

export interface Config {
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** `sqlite:PATH` or `postgres://…`. */
  databaseUrl: string;
  countyDirs: string[];
  anonymousRead: boolean;
  /** Addresses and networks (CIDR) of proxies that are believed for whom they ask; `loopback` is this machine. */
  trustProxy: string[];
  /** The data is simulated, and every page says so. */
  demo: boolean;
  logLevel: LogLevel;
  keyLimits: KeyLimits;
  viewerLimits: ViewerLimits;
  /** The server is overloaded where it is later than this, on average, with what it should do (ms). */
  maxLateMs: number;
  webhook?: WebhookConfig;
  provider?: ProviderConfig;
  /** Where backups of an embedded database are kept: beside it, unless something else is said. */
  backupDir?: string;
  /** Whoever runs the process starts it again when it ends. */
  supervised: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that cannot be used; the message is one sentence for the person who set it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError on the first bad value. */
export function readConfig(env: Environment): Config {
  const provider = providerConfig(env);
  const url = databaseUrl(text(env, 'DATABASE_URL', 'sqlite:data/cockpit.db'));
  return {
    host: text(env, 'HOST', '127.0.0.1'),
    port: integer(env, 'PORT', 8080, 0, 65_535),
    databaseUrl: url,
    ...backups(env, url),
    countyDirs: list(text(env, 'COUNTY_DIR', '')),
    anonymousRead: boolean(env, 'ANONYMOUS_READ', false),
    trustProxy: proxies(text(env, 'TRUST_PROXY', loopback)),
    demo: boolean(env, 'DEMO', false),
    logLevel: logLevel(text(env, 'LOG_LEVEL', 'info')),
    ...webhook(env),
    keyLimits: {
      requestsPerSecond: integer(env, 'RATE_REQUESTS_PER_SECOND', 100, 1, 1_000_000),
      requestBurst: integer(env, 'RATE_REQUEST_BURST', 400, 1, 1_000_000),
      eventsPerSecond: integer(env, 'RATE_EVENTS_PER_SECOND', 10_000, 1, 100_000_000),
    },
    viewerLimits: {
      connections: integer(env, 'MAX_VIEWERS', 10_000, 1, 1_000_000),
      messagesPerSecond: integer(env, 'RATE_MESSAGES_PER_SECOND', 1_000, 1, 1_000_000),
    },
    maxLateMs: integer(env, 'MAX_LATE_MS', 1_000, 10, 60_000),
    ...(provider && { provider }),
  };
}

/** A service manager tells the process that it starts its number; a shell inside of one only inherits it. */
function backups(env: Environment, url: string): Pick<Config, 'backupDir' | 'supervised'> {
  const file = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  const backupDir = text(env, 'BACKUP_DIR', file === undefined ? '' : join(dirname(file), 'backups'));
  const supervised = boolean(env, 'SUPERVISED', env.SYSTEMD_EXEC_PID === String(process.pid));
  return { supervised, ...(file !== undefined && { backupDir }) };
}

const leastSecretLetters = 24;

/** The address may hold a password too, so neither is ever repeated in a message. */
function webhook(env: Environment): { webhook?: WebhookConfig } {
  const [url, secret] = [text(env, 'WEBHOOK_URL', ''), text(env, 'WEBHOOK_SECRET', '')];
  if (url === '' && secret === '') return {};
  if (!/^https?:\/\/[^\s]+$/.test(url) || !URL.canParse(url))
    throw new ConfigError('WEBHOOK_URL must be an address that begins with https:// or http://.');
  if (secret.length < leastSecretLetters)
    throw new ConfigError(`WEBHOOK_SECRET must have at least ${leastSecretLetters} characters.`);
  return { webhook: { url, secret } };
}

/** An empty variable is one that was not set: that is how compose files and unit files leave one out. */
function text(env: Environment, name: string, fallback: string): string {
  const value = env[name]?.trim();
  return value ? value : fallback;
}

function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const value = text(env, name, String(fallback));
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${value}".`);
  return number;
}

function boolean(env: Environment, name: string, fallback: boolean): boolean {
  const value = text(env, name, String(fallback));
  if (value !== 'true' && value !== 'false')
    throw new ConfigError(`${name} must be true or false, not "${value}".`);
  return value === 'true';
}

const list = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const loopback = 'loopback';
const loopbackNetworks = ['127.0.0.0/8', '::1'];

function proxies(value: string): string[] {
  const items = list(value);
  const bad = items.find((item) => {
    const [address = '', bits, ...more] = item.split('/');
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return item !== loopback && (more.length > 0 || longest < 0 || !isLength(bits ?? '0', longest));
  });
  if (bad === undefined) return items;
  throw new ConfigError(
    `TRUST_PROXY must name addresses or networks such as loopback,10.0.0.10,10.1.0.0/16, not "${bad}".`,
  );
}

const isLength = (bits: string, longest: number): boolean =>
  /^\d{1,3}$/.test(bits) && Number(bits) <= longest;

/** Whether an address is one of these proxies. */
export function proxyTrust(trusted: readonly string[]): (address: string) => boolean {
  const networks = new BlockList();
  for (const item of trusted.flatMap((one) => (one === loopback ? loopbackNetworks : [one]))) {
    const [address = '', bits] = item.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(bits), family);
  }
  return (text) => {
    const address = text.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(address) !== 0 && networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Over plain http anybody on the way could say who somebody is. */
function issuerOf(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || local) return value;
  throw new ConfigError(`OIDC_ISSUER must be an https address, not "${value}".`);
}

/** `leader=市领导|县领导,operator=调度员`. */
function roleTable(value: string): Map<Role, string[]> {
  const table = new Map<Role, string[]>();
  for (const item of list(value)) {
    const [name = '', values = ''] = item.split(/=(.*)/s);
    const role = roles.find((known) => known === name.trim());
    if (!role || values.trim() === '')
      throw new ConfigError(`OIDC_ROLES must be like leader=A|B,operator=C, not "${item}".`);
    table.set(
      role,
      values.split('|').map((text) => text.trim()),
    );
  }
  return table;
}

function providerConfig(env: Environment): ProviderConfig | undefined {
  const issuer = text(env, 'OIDC_ISSUER', '');
  if (issuer === '') return undefined;
  const needed = (name: string): string => {
    const value = text(env, name, '');
    if (value === '') throw new ConfigError(`${name} is needed where OIDC_ISSUER is set.`);
    return value;
  };
  const roleClaim = text(env, 'OIDC_ROLE_CLAIM', '');
  return {
    issuer: issuerOf(issuer),
    clientId: needed('OIDC_CLIENT_ID'),
    clientSecret: needed('OIDC_CLIENT_SECRET'),
    label: text(env, 'OIDC_LABEL', '统一身份认证登录'),
    scope: text(env, 'OIDC_SCOPE', 'openid'),
    subjectClaim: text(env, 'OIDC_SUBJECT_CLAIM', 'sub'),
    ...(roleClaim !== '' && { roleClaim }),
    roles: roleTable(roleClaim === '' ? '' : needed('OIDC_ROLES')),
  };
}

/** The address of a database may hold a password, so it is never repeated in a message. */
function databaseUrl(value: string): string {
  if (/^sqlite:./.test(value) || /^postgres(ql)?:\/\/./.test(value)) return value;
  throw new ConfigError('DATABASE_URL must be sqlite:PATH or postgres://….');
}

function logLevel(value: string): LogLevel {
  const level = logLevels.find((known) => known === value);
  if (level === undefined)
    throw new ConfigError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${value}".`);
  return level;
}
