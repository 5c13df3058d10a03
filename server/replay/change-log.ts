/**
 * The changes of one measure's contributions, in the order in which they came. They are added up for a level of places
 * when one of it is asked for: of most sites nobody asks for anything.
 */
import { sitePlace } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import type { Part } from './cell-names.ts';

/** A contribution that came or went. */
export interface Change {
  contribution: Contribution;
  times: 1 | -1;
  /** The base has changed the other way round, and the state is what it was. */
  ofBase: boolean;
  /** Known from the first level on that was asked for. */
  parts?: readonly Part[];
}

export type Level = 'county' | 'town' | 'site';
const levels: readonly Level[] = ['county', 'town', 'site'];

/** A log longer than this is added up for every level, whether anybody asks or not. */
const maxWaiting = 16_384;

export class ChangeLog {
  readonly #county: string;
  readonly #add: (place: string, change: Change) => void;
  /** How many changes are added up, by level. */
  readonly #settled: Record<Level, number> = { county: 0, town: 0, site: 0 };
  #changes: Change[] = [];

  constructor(county: string, add: (place: string, change: Change) => void) {
    this.#county = county;
    this.#add = add;
  }

  note(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length < maxWaiting) return;
    for (const level of levels) this.settle(level);
    for (const level of levels) this.#settled[level] = 0;
    this.#changes = [];
  }

  settle(level: Level): void {
    for (let index = this.#settled[level]; index < this.#changes.length; index++) {
      const change = this.#changes[index];
      const place = change && this.#placeOf(level, change.contribution);
      if (change && place !== undefined) this.#add(place, change);
    }
    this.#settled[level] = this.#changes.length;
  }

  #placeOf(level: Level, { town, site }: Contribution): string | undefined {
    if (level === 'county') return this.#county;
    return level === 'town' ? town : sitePlace(site);
  }
}
