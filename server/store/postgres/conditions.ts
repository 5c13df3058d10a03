import type { PlaceFilter } from '../store.ts';
import type { SqlValue } from './connection.ts';

/** Conditions joined by `and`, with their values in the same order: each `?` is the next one after those `before`. */
export class Conditions {
  readonly values: SqlValue[] = [];
  readonly #parts: string[] = [];
  readonly #before: number;

  constructor(before = 0) {
    this.#before = before;
  }

  add(condition: string, ...values: SqlValue[]): this {
    let next = this.#before + this.values.length;
    this.#parts.push(condition.replaceAll('?', () => `$${++next}`));
    this.values.push(...values);
    return this;
  }

  addPlace({ town, site }: PlaceFilter): this {
    if (town !== undefined) this.add('c.town = ?', town);
    if (site !== undefined) this.add('c.site = ?', site);
    return this;
  }

  get sql(): string {
    return this.#parts.join(' and ');
  }

  /** The number of the value that follows. */
  get next(): string {
    return `$${this.#before + this.values.length + 1}`;
  }
}
