/** How simulated teams and residents answer what is dispatched at the desk: as stations do, some time later. */
import type { County } from '../../shared/county/county.ts';
import { sourceOfSite } from '../../shared/domain/place.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { phrases } from '../content/content.ts';
import { Random } from '../simulation/random.ts';
import { minuteMs } from '../simulation/rhythm.ts';
import type { StationEvent } from '../simulation/simulation.ts';

/** An event of the journal, as the platform gives it to any reader. */
export interface HeardEvent {
  id: string;
  source: string;
  type: string;
  data: Record<string, unknown>;
}

interface Planned {
  at: number;
  orderId: string;
  type: string;
  site: string;
  data: Record<string, unknown>;
}

const accepts = 0.85;
const rates = 0.7;
/** A lively demonstration hurries no more than this. */
const maxHurry = 10;
/** Stories of orders are over long before so many others have been dispatched. */
const maxRemembered = 5000;
/** Of the platform’s own events the ids begin so. */
const deskPrefix = 'desk-';

export class DeskAnswers {
  readonly #county: County;
  readonly #run: string;
  readonly #hurry: number;
  readonly #center: string;
  /** Orders that are in the hands of the desk: their simulated story is over. */
  readonly #taken: Set<string>;
  readonly #orderOf = new Map<string, string>();
  #planned: Planned[] = [];

  constructor(county: County, run: string, speed: number, taken: readonly string[] = []) {
    this.#taken = new Set(taken);
    this.#county = county;
    this.#run = run;
    this.#hurry = Math.min(Math.max(speed, 1), maxHurry);
    this.#center = county.sites.find(({ tier }) => tier === 'center')?.code ?? '';
  }

  /** The orders that the desk has taken in hand, the newest ones. */
  get taken(): string[] {
    return [...this.#taken].slice(-maxRemembered);
  }

  /** Whether a simulated event still fits what the desk has done. */
  allows({ type, data }: StationEvent): boolean {
    const { orderId } = data as { orderId?: string };
    return type === 'order.placed' || !type.startsWith('order.') || !this.#taken.has(orderId ?? '');
  }

  /** Takes in what has come into the journal at `now` (ms), and plans what is answered to it. */
  hear(event: HeardEvent, now: number): void {
    if (!event.id.startsWith(deskPrefix) || event.source !== sourceOfSite(this.#center)) return;
    const undone =
      event.type === 'event.retracted' ? this.#orderOf.get(String(event.data.eventId)) : undefined;
    const orderId = undone ?? (event.type.startsWith('order.') ? String(event.data.orderId) : undefined);
    if (orderId === undefined) return;
    this.#taken.add(orderId);
    this.#orderOf.set(event.id, orderId);
    this.#planned = this.#planned.filter((planned) => planned.orderId !== orderId);
    this.#plan(event, orderId, now);
  }

  /** Takes the answers whose time has come. */
  due(now: number): StationEvent[] {
    const due = this.#planned.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.#planned = this.#planned.filter(({ at }) => at > now);
    return due.map(({ at, orderId, type, site, data }) => ({
      specversion: '1.0',
      id: `${this.#run}-answer-${type}-${orderId}-${at}`,
      source: sourceOfSite(site),
      type,
      time: formatInstant(at),
      data: { orderId, ...data },
    }));
  }

  #plan({ id, type, data }: HeardEvent, orderId: string, now: number): void {
    const random = new Random(this.#run, 'desk', id);
    const teamId = String(data.teamId);
    const site = this.#county.teams.find((team) => team.id === teamId)?.site ?? this.#center;
    const later = (from: number, low: number, high: number): number =>
      Math.round(from + (random.between(low, high) * minuteMs) / this.#hurry);
    const add = (at: number, what: string, where: string, said: Record<string, unknown>): void => {
      this.#planned.push({ at, orderId, type: what, site: where, data: said });
    };
    const complete = (from: number): void => {
      const doneAt = later(from, 8, 30);
      add(doneAt, 'order.completed', site, { beneficiaries: random.whole(1, 30) });
      rate(doneAt);
    };
    const rate = (from: number): void => {
      if (random.chance(rates))
        add(later(from, 1, 6), 'order.rated', this.#center, { score: random.chance(0.9) ? 5 : 2 });
    };
    if (type === 'order.offered') {
      const answeredAt = later(now, 1, 4);
      if (random.chance(accepts)) {
        add(answeredAt, 'order.accepted', site, { teamId });
        complete(answeredAt);
      } else add(answeredAt, 'order.declined', site, { teamId, reason: random.pick(phrases.orderDeclined) });
    }
    if (type === 'order.accepted') complete(now);
    if (type === 'order.completed') rate(now);
  }
}
