/** Keys, displays and the audit log. */

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

/** What a display is to show, as it was told last. */
export interface DisplayViewRow {
  display: string;
  rev: number;
  /** JSON of whoever drives displays. */
  body: string;
}

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

export interface Credentials {
  /** Moves with every change to keys and displays. */
  version: number;
  keys: StationKeyRow[];
  displays: DisplayRow[];
}
