/** Which walls hang on this server, told to the others, and which hang on theirs. */
import { randomUUID } from 'node:crypto';
import type { RemoteVitals, ShownView } from '../../shared/wire/remote.ts';
import { changePassing, type PassingStore } from '../store/store.ts';

/** What a server tells of the pages of one display. */
export interface Hanging {
  pages: number;
  shown?: ShownView;
  vitals?: RemoteVitals;
}

const kind = 'walls';
/** A server that has not said so again for this long is gone (ms), and its walls hang elsewhere by then. */
const lastsMs = 15_000;
const againMs = 5_000;

export interface WallsElsewhereOptions {
  store: Pick<PassingStore, 'passing' | 'putPassing' | 'dropPassing'>;
  now: () => number;
}

export class WallsElsewhere {
  readonly #options: WallsElsewhereOptions;
  readonly #own = randomUUID();
  #told = '{}';
  #toldAt = 0;
  #elsewhere = new Map<string, Hanging[]>();

  constructor(options: WallsElsewhereOptions) {
    this.#options = options;
  }

  of(displayId: string): readonly Hanging[] {
    return this.#elsewhere.get(displayId) ?? [];
  }

  /** Tells the others what hangs here, where it has changed or was not told for a while. */
  async tell(here: ReadonlyMap<string, Hanging>): Promise<void> {
    const { store, now } = this.#options;
    const body = Object.fromEntries(here);
    const text = JSON.stringify(body);
    const at = now();
    const isOld = here.size > 0 && Math.abs(at - this.#toldAt) >= againMs;
    if (text === this.#told && !isOld) return;
    if (here.size === 0) await store.dropPassing(kind, this.#own);
    else {
      const until = at + lastsMs;
      await changePassing(store, { kind, name: this.#own }, at, () => ({ body, until }));
    }
    [this.#told, this.#toldAt] = [text, at];
  }

  /** Learns what hangs elsewhere; answers the displays of which something has changed. */
  async learn(): Promise<string[]> {
    const { store, now } = this.#options;
    const before = this.#elsewhere;
    const found = new Map<string, Hanging[]>();
    for (const { name, body, until } of await store.passing(kind)) {
      if (name === this.#own || until <= now()) continue;
      for (const [id, hanging] of Object.entries(JSON.parse(body) as Record<string, Hanging>))
        found.set(id, [...(found.get(id) ?? []), hanging]);
    }
    this.#elsewhere = found;
    const ids = new Set([...before.keys(), ...found.keys()]);
    return [...ids].filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(found.get(id)));
  }

  /** Nothing hangs here any more. */
  async close(): Promise<void> {
    await this.#options.store.dropPassing(kind, this.#own);
  }
}
