/** Every display of the server with what it is to show, as it lies in the database. */
import type { DesiredView } from '../../shared/wire/remote.ts';
import type { DisplayRow, DisplayViewRow } from '../store/store.ts';
import { expiredView, isDriven } from './desired.ts';

/** What a display is to show, by whose word, and for how long. */
export interface Driven {
  rev: number;
  view: DesiredView;
  /** Name of the user, as it is among operators. */
  by?: string;
  at?: number;
  until?: number;
}

const undriven: Driven = { rev: 0, view: {} };

function drivenOf({ rev, body }: DisplayViewRow): Driven {
  return { ...(JSON.parse(body) as Omit<Driven, 'rev'>), rev };
}

function rowOf(display: string, { rev, ...rest }: Driven): DisplayViewRow {
  return { display, rev, body: JSON.stringify(rest) };
}

export interface DisplayStore {
  displays(): Promise<DisplayRow[]>;
  views(): Promise<DisplayViewRow[]>;
  put(views: DisplayViewRow[]): Promise<void>;
}

export class DrivenDisplays {
  readonly #store: DisplayStore;
  readonly #driven = new Map<string, Driven>();
  #displays = new Map<string, DisplayRow>();

  constructor(store: DisplayStore) {
    this.#store = store;
  }

  async load(): Promise<void> {
    for (const row of await this.#store.views()) this.#driven.set(row.display, drivenOf(row));
    await this.refresh();
  }

  /** Reads again which displays are in force; answers those that are no more. */
  async refresh(): Promise<string[]> {
    const before = this.#displays;
    const inForce = (await this.#store.displays()).filter(({ revokedAt }) => revokedAt === undefined);
    this.#displays = new Map(inForce.map((display) => [display.id, display]));
    return [...before.keys()].filter((id) => !this.#displays.has(id));
  }

  get all(): DisplayRow[] {
    return [...this.#displays.values()];
  }

  find(id: string): DisplayRow | undefined {
    return this.#displays.get(id);
  }

  of(id: string): Driven {
    return this.#driven.get(id) ?? undriven;
  }

  /** Takes what other servers have told displays to show; answers those that are to show something else now. */
  async follow(): Promise<string[]> {
    const changed: string[] = [];
    for (const row of await this.#store.views()) {
      const known = this.of(row.display);
      // Of two that were told the same display at once, the database has kept one.
      if (row.rev < known.rev || (row.rev === known.rev && rowOf(row.display, known).body === row.body))
        continue;
      this.#driven.set(row.display, drivenOf(row));
      changed.push(row.display);
    }
    return changed;
  }

  /**
   * Takes what these displays are to show from now on; resolves when it is on disk. Answers those for which another
   * server was faster, and which show what it says.
   */
  async set(next: ReadonlyMap<string, Omit<Driven, 'rev'>>): Promise<string[]> {
    const rows: DisplayViewRow[] = [];
    for (const [id, one] of next) {
      const driven = { ...one, rev: this.of(id).rev + 1 };
      this.#driven.set(id, driven);
      rows.push(rowOf(id, driven));
    }
    await this.#store.put(rows);
    const others = new Set(await this.follow());
    return rows
      .filter(({ display, rev }) => others.has(display) && this.of(display).rev === rev)
      .map(({ display }) => display);
  }

  /** Displays whose time is over, with what they show then. */
  expired(now: number): Map<string, Omit<Driven, 'rev'>> {
    const over = new Map<string, Omit<Driven, 'rev'>>();
    for (const [id, { view, until, by, at }] of this.#driven) {
      if (until === undefined || until > now) continue;
      const left = expiredView(view);
      over.set(id, {
        view: left,
        ...(isDriven(left) && by !== undefined && { by }),
        ...(isDriven(left) && at !== undefined && { at }),
      });
    }
    return over;
  }
}
