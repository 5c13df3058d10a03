import type { Register } from '../county/register.ts';
import type { JournalEvent } from '../events/journal-event.ts';
import { withoutAbsent } from './absent.ts';
import { type Confirmations, confirmationsOf } from './confirmed.ts';
import { compareUtf8, earliest, latest, ofType } from './join.ts';
import { parseInstant } from './time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Who has the order in hand [J6]. */
export type OrderHolder =
  | { state: 'held'; team: string }
  | { state: 'offered'; team: string }
  | { state: 'unoffered' };

/** A team that was offered the order or took it on, with its last word. */
export interface AskedTeam {
  team: string;
  /** Of the newest offer or acceptance (ms). */
  at: number;
  answer?: 'accepted' | 'declined';
}

/** 点单 or 微心愿. Instants are milliseconds. */
export interface ServiceOrder {
  kind: 'order';
  id: string;
  site: string;
  /** The town it belongs to [P1]. */
  town?: string;
  orderKind: 'service' | 'wish';
  category: string;
  title: string;
  urgent: boolean;
  lon?: number;
  lat?: number;
  placedAt: number;
  /** When it must be completed; when it must be answered [N5]. */
  dueAt: number;
  answerBy: number;
  offeredAt?: number;
  acceptedAt?: number;
  declinedAt?: number;
  completed?: { at: number; beneficiaries: number };
  rated?: { at: number; score: number };
  /** When the resident was last called back [A4]. */
  calledBackAt?: number;
  showcasedAt?: number;
  cancelledAt?: number;
  holder: OrderHolder;
  /** In the order of their ids. */
  asked: AskedTeam[];
  /** How often it was given back. */
  declines: number;
  /** What operators did beside: notes, the order that is worked on instead, doubts that were found groundless. */
  notes: number;
  mergedInto?: string;
  /** The newest stage that another site reported and that does not count (ms) [J7]. */
  leftOutAt?: number;
  confirmed?: Confirmations;
}

/** Stages that only the site of the order, or one above it, may report [J7]. */
const ownStages = new Set(['order.cancelled', 'order.rated', 'order.showcased']);

/** The `order.placed` that counts: the earliest of all sites. */
export const winningPlaced = (events: readonly JournalEvent[]) => earliest(ofType(events, 'order.placed'));

/**
 * The stages of an order that take part: what another site's word cannot do is left out [J7]. What operators do beside
 * is no stage.
 */
export function takingPart(events: readonly JournalEvent[], register: Register): JournalEvent[] {
  const placed = winningPlaced(events);
  if (!placed) return [];
  return events.filter((event) => {
    if (event.type === 'order.placed') return event.site === placed.site;
    if (!event.type.startsWith('order.')) return false;
    return !ownStages.has(event.type) || register.isAtOrBelow(placed.site, event.site);
  });
}

/** Stages that another site reported and that do not count, and further placings of it by other sites [J7]. */
export function leftOut(events: readonly JournalEvent[], register: Register): JournalEvent[] {
  const counting = new Set(takingPart(events, register));
  return events.filter((event) => event.type.startsWith('order.') && !counting.has(event));
}

type Asking = JournalEvent<'order.offered' | 'order.accepted'>;

/** Those of some offers or acceptances that their team has not declined since [J6]. */
function standing<E extends Asking>(asking: readonly E[], counting: readonly JournalEvent[]): E[] {
  const declined = ofType(counting, 'order.declined');
  return asking.filter(
    ({ at, data }) => !declined.some((refusal) => refusal.data.teamId === data.teamId && refusal.at > at),
  );
}

function holderOf(counting: readonly JournalEvent[]): OrderHolder {
  const accepted = latest(standing(ofType(counting, 'order.accepted'), counting));
  if (accepted) return { state: 'held', team: accepted.data.teamId };
  const offer = latest(standing(ofType(counting, 'order.offered'), counting));
  return offer ? { state: 'offered', team: offer.data.teamId } : { state: 'unoffered' };
}

function askedTeams(counting: readonly JournalEvent[]): AskedTeam[] {
  const accepted = ofType(counting, 'order.accepted');
  const asking: Asking[] = [...ofType(counting, 'order.offered'), ...accepted];
  const teams = [...new Set(asking.map(({ data }) => data.teamId))].sort(compareUtf8);
  return teams.map((team) => {
    const own = asking.filter(({ data }) => data.teamId === team);
    const kept = standing(own, counting);
    const took = kept.some(({ type }) => type === 'order.accepted');
    return withoutAbsent<AskedTeam>({
      team,
      at: Math.max(...own.map(({ at }) => at)),
      answer: kept.length === 0 ? 'declined' : took ? 'accepted' : undefined,
    });
  });
}

/** The order that its events make; without `order.placed` there is none yet [J1–J7]. */
export function joinServiceOrder(
  events: readonly JournalEvent[],
  register: Register,
): ServiceOrder | undefined {
  const placed = winningPlaced(events);
  if (!placed) return undefined;
  const counting = takingPart(events, register);
  const first = (
    type: 'order.offered' | 'order.accepted' | 'order.declined' | 'order.showcased' | 'order.cancelled',
  ) => earliest(ofType(counting, type))?.at;
  const completed = earliest(ofType(counting, 'order.completed'));
  const rated = latest(ofType(counting, 'order.rated'));
  const { data, at: placedAt } = placed;
  const { sla } = register.county.profile;
  const urgent = data.urgent ?? false;
  const named = data.townCode !== undefined && register.town(data.townCode) ? data.townCode : undefined;
  return withoutAbsent<ServiceOrder>({
    kind: 'order',
    id: data.orderId,
    site: placed.site,
    town: named ?? register.townOfSite(placed.site),
    orderKind: data.kind,
    category: data.category,
    title: data.title,
    urgent,
    lon: data.lon,
    lat: data.lat,
    placedAt,
    dueAt:
      (data.dueAt === undefined ? undefined : parseInstant(data.dueAt)) ??
      placedAt + sla.completionDays * dayMs,
    answerBy: placedAt + (urgent ? sla.urgentHours : sla.responseHours) * hourMs,
    offeredAt: first('order.offered'),
    acceptedAt: first('order.accepted'),
    declinedAt: first('order.declined'),
    completed: completed && { at: completed.at, beneficiaries: completed.data.beneficiaries ?? 0 },
    rated: rated && { at: rated.at, score: rated.data.score },
    calledBackAt: latest(ofType(events, 'desk.called-back'))?.at,
    showcasedAt: first('order.showcased'),
    cancelledAt: first('order.cancelled'),
    holder: holderOf(counting),
    asked: askedTeams(counting),
    declines: ofType(counting, 'order.declined').length,
    notes: ofType(events, 'desk.noted').length,
    mergedInto: earliest(ofType(events, 'desk.merged'))?.data.into,
    leftOutAt: latest(leftOut(events, register))?.at,
    confirmed: confirmationsOf(events),
  });
}

/** The first answer: an offer or an acceptance, whichever came first [R2]. */
export function answeredAt({ offeredAt, acceptedAt }: ServiceOrder): number | undefined {
  if (offeredAt === undefined || acceptedAt === undefined) return offeredAt ?? acceptedAt;
  return Math.min(offeredAt, acceptedAt);
}

/** Placed, neither completed nor cancelled [N4]. */
export const isOpen = (order: ServiceOrder): boolean =>
  order.completed === undefined && order.cancelledAt === undefined;

/** A rating of so many points or fewer asks for a call [A4]. */
export const lowScore = 2;

/** Rated low, and nobody has called back since [A4]. */
export const awaitsCallBack = ({ rated, calledBackAt }: ServiceOrder): boolean =>
  rated !== undefined && rated.score <= lowScore && (calledBackAt === undefined || calledBackAt < rated.at);
