/** Follows the platform's journal from now on, as any reader may. */
import type { HeardEvent } from './desk-answers.ts';

const pageSize = 500;
/** Not more often than this. */
const everyMs = 1000;

interface Page {
  items: { event: HeardEvent }[];
  next: number;
}

export class JournalFollower {
  readonly #baseUrl: string;
  readonly #county: string;
  #next: number | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(baseUrl: string, county: string) {
    this.#baseUrl = baseUrl;
    this.#county = county;
  }

  /**
   * What has come since the last time; the first time nothing. Where the platform cannot be read, nothing either: it
   * is asked again soon.
   */
  async news(): Promise<HeardEvent[]> {
    if (performance.now() - this.#askedAt < everyMs) return [];
    this.#askedAt = performance.now();
    try {
      this.#next ??= await this.#head();
      const heard: HeardEvent[] = [];
      let page: Page;
      do {
        page = await this.#page(this.#next);
        heard.push(...page.items.map(({ event }) => event));
        this.#next = page.next;
      } while (page.items.length === pageSize);
      return heard;
    } catch {
      return [];
    }
  }

  /** Every figure tells how far in the journal it stands. */
  async #head(): Promise<number> {
    const path = `evidence?scope=area:${this.#county}&path=now.ordersOpen&limit=1`;
    return (await this.#get<{ seq: number }>(path)).seq;
  }

  #page(after: number): Promise<Page> {
    return this.#get<Page>(`events?county=${this.#county}&after=${after}&limit=${pageSize}`);
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#baseUrl}/api/v1/${path}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return (await response.json()) as T;
  }
}
