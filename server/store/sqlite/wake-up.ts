/** Tells that a county has moved, whoever moved it: by a look at the file that costs nothing while nobody writes. */
import { Connection } from './connection.ts';

const lookMs = 200;

export class WakeUp {
  readonly #file: string;
  readonly #listeners = new Set<(county: string) => void>();
  #connection: Connection | undefined;
  #timer: NodeJS.Timeout | undefined;
  #version = -1;
  /** How far each county had come at the last look. */
  #heads = new Map<string, string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Answers how to stop listening. */
  on(listener: (county: string) => void): () => void {
    // Not the same function twice: each has an end of its own.
    const own = (county: string): void => listener(county);
    this.#listeners.add(own);
    if (!this.#timer) this.#begin();
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#connection?.close();
    this.#connection = undefined;
    this.#listeners.clear();
  }

  #begin(): void {
    this.#connection = new Connection(this.#file, 'read');
    this.#moved();
    this.#timer = setInterval(() => {
      for (const county of this.#moved()) for (const listener of this.#listeners) listener(county);
    }, lookMs);
    this.#timer.unref();
  }

  #moved(): string[] {
    const version = this.#connection?.one<[number]>('pragma data_version')?.[0] ?? -1;
    if (version === this.#version) return [];
    this.#version = version;
    const rows = this.#connection?.all<[string, number, number | null, number | null]>(
      `select n.county, n.seq, p.seq, p.as_of from counter n left join position p on p.county = n.county
      union all select p.county, 0, p.seq, p.as_of from position p
      where not exists (select 1 from counter n where n.county = p.county)`,
    );
    const heads = new Map(rows?.map(([county, ...head]) => [county, head.join(' ')]));
    const moved = [...heads].filter(([county, head]) => this.#heads.get(county) !== head);
    this.#heads = heads;
    return moved.map(([county]) => county);
  }
}
