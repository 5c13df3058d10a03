/** Keys, displays and the audit log. */
import type { Accounts } from './accounts.ts';

export interface StationKeyRow {
  id: string;
  site: string;
  label: string;
  /** SHA-256 of the secret, in hex; the secret has 256 random bits, so no slow hash is needed. */
  hash: string;
  createdAt: number;
  revokedAt?: number;
}

export interface DisplayRow {
  id: string;
  name: string;
  scope: string;
  hash: string;
  createdAt: number;
  revokedAt?: number;
}

/** What may change of a display. */
export type DisplayRowChange = Partial<Pick<DisplayRow, 'name' | 'scope'>>;

/** When somebody was last here, by the name that he has in the audit log. */
export interface LastUse {
  actor: string;
  at: number;
}

/** What a display is to show, as it was told last. */
export interface DisplayViewRow {
  display: string;
  rev: number;
  /** JSON of whoever drives displays. */
  body: string;
}

/** The result of whatever was carried out; any other says why it was not. */
export const done = 'done';

export interface AuditEntry {
  at: number;
  /** Who: `key:<id>`, `display:<id>`, `user:<name>`, `cli`, `anonymous`. */
  actor: string;
  action: string;
  target?: string;
  /** Address the request came from. */
  from?: string;
  result: string;
}

/** An entry in its place in the chain; those of before there was one carry no hash. */
export interface AuditRow extends AuditEntry {
  /** From 1 on, without gaps. */
  n: number;
  hash?: string;
}

/** The newest row: whoever noted it finds what is cut off later. */
export interface AuditHead {
  n: number;
  hash: string;
}

export interface AuditFilter {
  /** Milliseconds; the end is not part of it. */
  from?: number;
  to?: number;
  actor?: string;
  /** How the action begins, such as `key.`. */
  action?: string;
  result?: 'done' | 'refused';
  /** In whatever member. */
  search?: string;
}

export interface Credentials extends Accounts {
  /** Moves with every change to them, but not with the use of a session. */
  version: number;
  keys: StationKeyRow[];
  displays: DisplayRow[];
}
