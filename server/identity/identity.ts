import type { Presented, ReaderDecision } from '../../shared/domain/reader.ts';
import type { DisplayRow, StationKeyRow, Store } from '../store/store.ts';
import { bearerOf, matches, parseToken } from './tokens.ts';

/** Well under the second within which a new or revoked key takes effect (contract §1). */
const pollMs = 400;

export interface IdentityOptions {
  store: Pick<Store, 'credentials' | 'credentialsVersion'>;
  anonymousRead: boolean;
  /** Told when the credentials cannot be read; the ones last read stay in force. */
  onError: (error: unknown) => void;
}

/** Knows every key and display of the server; follows what the CLI changes in the same database. */
export class Identity {
  readonly #options: IdentityOptions;
  readonly #listeners = new Set<(displayId: string) => void>();
  #keys = new Map<string, StationKeyRow>();
  #displays = new Map<string, DisplayRow>();
  #version: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: IdentityOptions) {
    this.#options = options;
  }

  /** Reads the credentials, then follows them until {@link close}. */
  static async open(options: IdentityOptions): Promise<Identity> {
    const identity = new Identity(options);
    await identity.refresh();
    identity.#schedule();
    return identity;
  }

  /** The station's key, or undefined where there is none, an unknown or a revoked one. */
  authenticateStation(authorization: string | undefined): StationKeyRow | undefined {
    const presented = parseToken(bearerOf(authorization) ?? '');
    if (presented?.kind !== 'station') return undefined;
    return inForce(this.#keys.get(presented.id), presented.secret);
  }

  /** A token that is not in force is refused even where nobody needs one: its owner must learn of it. */
  authenticateReader({ authorization, token }: Presented): ReaderDecision {
    if (authorization === undefined && token === undefined)
      return this.#options.anonymousRead
        ? { ok: true, reader: { kind: 'anonymous' } }
        : { ok: false, status: 401 };
    const presented = parseToken(token ?? bearerOf(authorization) ?? '');
    if (presented?.kind === 'station')
      return { ok: false, status: inForce(this.#keys.get(presented.id), presented.secret) ? 403 : 401 };
    const display = presented && inForce(this.#displays.get(presented.id), presented.secret);
    if (!display) return { ok: false, status: 401 };
    const { id, name, scope } = display;
    return { ok: true, reader: { kind: 'display', id, name, scope } };
  }

  /** Calls `listener` with the id of each display that is revoked from now on; answers how to stop. */
  onDisplayRevoked(listener: (displayId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the credentials again where they have changed. */
  async refresh(): Promise<void> {
    const { store } = this.#options;
    if (this.#version !== undefined && (await store.credentialsVersion()) === this.#version) return;
    const { version, keys, displays } = await store.credentials();
    const before = this.#displays;
    this.#version = version;
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#displays = new Map(displays.map((display) => [display.id, display]));
    for (const [id, display] of before)
      if (display.revokedAt === undefined && this.#displays.get(id)?.revokedAt !== undefined)
        for (const listener of this.#listeners) listener(id);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.refresh();
      } catch (error) {
        this.#options.onError(error);
      }
      if (this.#timer) this.#schedule();
    }, pollMs);
    this.#timer.unref();
  }
}

function inForce<T extends StationKeyRow | DisplayRow>(row: T | undefined, secret: string): T | undefined {
  return row && row.revokedAt === undefined && matches(secret, row.hash) ? row : undefined;
}
