import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token is for stands at its beginning, so that a leaked one can be recognized. */
export type TokenKind = 'station' | 'display' | 'session' | 'user';

const prefixes: Record<TokenKind, string> = { station: 'wmk', display: 'wmd', session: 'wms', user: 'wmu' };
const kinds = new Map(Object.entries(prefixes).map(([kind, prefix]) => [prefix, kind as TokenKind]));

export interface NewToken {
  id: string;
  /** Given to its owner once and never stored. */
  token: string;
  hash: string;
}

export const newTokenId = (): string => randomBytes(6).toString('hex');

export const tokenOf = (kind: TokenKind, id: string, secret: string): string =>
  `${prefixes[kind]}_${id}_${secret}`;

export function makeToken(kind: TokenKind): NewToken {
  const id = newTokenId();
  const secret = randomBytes(32).toString('base64url');
  return { id, token: tokenOf(kind, id, secret), hash: hashOf(secret) };
}

export interface PresentedToken {
  kind: TokenKind;
  id: string;
  secret: string;
}

const tokenGrammar = /^(wm[kdsu])_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export function parseToken(text: string): PresentedToken | undefined {
  const [, prefix = '', id, secret] = tokenGrammar.exec(text) ?? [];
  const kind = kinds.get(prefix);
  return kind === undefined || id === undefined || secret === undefined ? undefined : { kind, id, secret };
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/** SHA-256 in hex: a secret of 256 random bits needs no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares in constant time. */
export function matches(secret: string, hash: string): boolean {
  const [given, stored] = [Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex')];
  return given.length === stored.length && timingSafeEqual(given, stored);
}

/**
 * What a page of a session sends with everything that changes something. It follows from the secret in the cookie,
 * which no script can read, and the database knows neither.
 */
export const csrfOf = (secret: string): string =>
  createHash('sha256').update(`csrf ${secret}`).digest('base64url');
