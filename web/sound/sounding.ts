/** Which alerts are heard: low ratings and urgent orders, each once (indicators, Alerts). */
import type { Board, BoardAlert } from '../../shared/board/board.ts';

const isHeard = ({ rule, severity }: BoardAlert): boolean =>
  rule === 'low-rating' || (rule.startsWith('order-') && severity === 'urgent');

const isQuiet = ({ snoozedUntil, acknowledgedBy }: BoardAlert): boolean =>
  snoozedUntil !== undefined || acknowledgedBy !== undefined;

/** Remembers which occurrences of alerts it has come across, on which place's board. */
export class Listener {
  readonly #known = new Set<string>();
  readonly #scopes = new Set<string>();

  /** Whether something is to be heard. What a place had when it was first looked at is no news. */
  hear({ scope, alerts }: Pick<Board, 'scope' | 'alerts'>): boolean {
    const heard = Object.entries(alerts).filter(([, alert]) => isHeard(alert));
    const news = heard.filter(([id, { since }]) => !this.#known.has(`${id} ${since}`));
    for (const [id, { since }] of news) this.#known.add(`${id} ${since}`);
    const isNewPlace = !this.#scopes.has(scope);
    this.#scopes.add(scope);
    return !isNewPlace && news.some(([, alert]) => !isQuiet(alert));
  }
}
