/** When everybody was last here: noted in memory with every request, written from time to time. */
import type { Reader } from '../../shared/domain/reader.ts';
import type { LastUse, Store } from '../store/store.ts';

const writeMs = 60_000;

export interface LastUsesOptions {
  store: Pick<Store, 'noteUses' | 'lastUses'>;
  /** The server's clock in ms. */
  now: () => number;
  onError: (error: unknown) => void;
}

/** Under which names a reader is known here: as in the audit log, and by his API token. */
function namesOf(reader: Reader): string[] {
  switch (reader.kind) {
    case 'anonymous':
      return [];
    case 'display':
      return [`display:${reader.id}`];
    case 'user':
      return [`user:${reader.name}`, ...(reader.by === 'token' ? [`token:${reader.session}`] : [])];
  }
}

export class LastUses {
  readonly #options: LastUsesOptions;
  readonly #timer: NodeJS.Timeout;
  #connected: () => Iterable<Reader> = () => [];
  /** What is not on disk yet. */
  readonly #noted = new Map<string, number>();

  constructor(options: LastUsesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#follow(), writeMs).unref();
  }

  /** Whoever is connected is here, though he asks for nothing. */
  countConnected(connected: () => Iterable<Reader>): void {
    this.#connected = connected;
  }

  isConnected(displayId: string): boolean {
    for (const reader of this.#connected())
      if (reader.kind === 'display' && reader.id === displayId) return true;
    return false;
  }

  noteKey(id: string): void {
    this.#noted.set(`key:${id}`, this.#options.now());
  }

  noteReader(reader: Reader): void {
    for (const name of namesOf(reader)) this.#noted.set(name, this.#options.now());
  }

  /** The latest of each, by name. */
  async all(): Promise<Map<string, number>> {
    for (const reader of this.#connected()) this.noteReader(reader);
    const kept = await this.#options.store.lastUses();
    return new Map([...kept.map(({ actor, at }): [string, number] => [actor, at]), ...this.#noted]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  async #follow(): Promise<void> {
    for (const reader of this.#connected()) this.noteReader(reader);
    await this.#write();
  }

  async #write(): Promise<void> {
    const uses: LastUse[] = [...this.#noted].map(([actor, at]) => ({ actor, at }));
    if (uses.length === 0) return;
    try {
      await this.#options.store.noteUses(uses);
      for (const { actor, at } of uses) if (this.#noted.get(actor) === at) this.#noted.delete(actor);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
