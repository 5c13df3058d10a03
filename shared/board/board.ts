/**
 * The board: every figure that a viewer of one scope sees (contract §5).
 * It holds no null; a member without a value is left out. Minutes are minutes, rates 0–1, instants RFC 3339 UTC.
 */

/** The measures of a period [M1–M8], in the order of the contract. */
export const periodMeasures = [
  'activities',
  'participants',
  'beneficiaries',
  'serviceMinutes',
  'autoServiceMinutes',
  'serviceRecords',
  'activeVolunteers',
  'ordersPlaced',
  'ordersCompleted',
  'wishesPlaced',
  'wishesCompleted',
  'pointsGranted',
  'pointsRedeemed',
] as const;
export type Measures = Record<(typeof periodMeasures)[number], number>;

export const periodNames = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'year', 'all'] as const;
export type PeriodName = (typeof periodNames)[number];

export type Freshness = 'live' | 'late' | 'silent';

export interface BoardNow {
  onDuty: number;
  openCheckIns: number;
  activitiesRunning: number;
  ordersOpen: number;
  ordersOverdue: number;
  registeredVolunteers: number;
  teams: number;
  alerts: number;
  sites: Record<string, number>;
  sources: Record<Freshness, number>;
}

export const orderStages = [
  'placed',
  'offered',
  'accepted',
  'completed',
  'rated',
  'showcased',
  'declined',
  'cancelled',
] as const;
export type OrderStage = (typeof orderStages)[number];

export interface BoardOrders {
  month: Record<OrderStage, number>;
  responseRate?: number;
  onTimeRate?: number;
  satisfaction?: number;
  responseMinutesMedian?: number;
}

export interface BoardCoverage {
  tiers: Record<string, { open: number; units?: number }>;
  activeSites: Record<string, number>;
  /** Child code → platform → activities of the last 30 days [R9]. */
  platforms: Record<string, Record<string, number>>;
  /** [R10] `villages` is all rows of the file, `units` those with coordinates. */
  circle?: { covered: number; units: number; villages: number };
  /** [R10] A county's towns, where the county has a circle. */
  circles?: Record<string, { covered: number; units: number }>;
}

export interface BoardChild {
  activities: number;
  serviceMinutes: number;
  beneficiaries: number;
  ordersOpen: number;
  ordersOverdue: number;
  onDuty: number;
  silentSites: number;
  lastEventAt?: string;
  freshness: Freshness;
}

/** Who has an open order in hand: nobody, a team that was offered it, or one that took it on. */
export type QueueStep = 'placed' | 'offered' | 'accepted';

/** An open order [N4]. */
export interface BoardQueued {
  title: string;
  kind: 'service' | 'wish';
  urgent?: true;
  /** Site code. */
  site: string;
  /** Town code. */
  town?: string;
  step: QueueStep;
  /** Name in the register of the team of the step. */
  team?: string;
  placedAt: string;
  /** The next limit that it can pass, or has passed [N5]. */
  limitAt: string;
  /** What it needs to meet the limit. */
  waitsFor: 'answer' | 'completion';
}

export type AlertRule =
  | 'order-unanswered'
  | 'order-overdue'
  | 'site-silent'
  | 'source-stale'
  | 'low-rating'
  | 'open-check-in'
  | 'implausible-hours'
  | 'platform-gap';

export type Severity = 'urgent' | 'warning' | 'info';

/** What ended an alert: its cause is gone because of this. */
export type AlertCause =
  | 'answered'
  | 'completed'
  | 'cancelled'
  | 'called-back'
  | 'checked-out'
  | 'recorded'
  | 'revoked'
  | 'confirmed'
  | 'activity'
  | 'heard';

export interface BoardAlert {
  rule: AlertRule;
  severity: Severity;
  title: string;
  /** `area:<town>` or `site:<code>`: the place to look at. */
  scope: string;
  /** Things behind it: 1, or the sites of the town for A2 and its platforms for A7. */
  count: number;
  since: string;
  /** Code of the responsible institute, or in words whom it was given to. */
  owner?: string;
  /** Masked name of who has taken it on. */
  acknowledgedBy?: string;
  /** It is quiet until then. */
  snoozedUntil?: string;
}

export interface BoardRunning {
  title: string;
  /** Site code. */
  site: string;
  /** Town code. */
  town?: string;
  platform: string;
  since: string;
}

export interface FeedRow {
  at: string;
  type: string;
  /** Of its activity, order or project. */
  id?: string;
  title: string;
  /** Site code. */
  site: string;
  /** Town code. */
  town?: string;
  kind?: 'service' | 'wish';
  /** Team id. */
  team?: string;
  /** Code of the site of the team that was offered to, or accepted. */
  toSite?: string;
  score?: number;
}

/** A town or a site that a row of the board names. */
export interface BoardPlace {
  kind: 'town' | 'site';
  name: string;
  /** Code of its county. */
  county: string;
}

export interface Board {
  scope: string;
  title: string;
  tz: string;
  /** The county's calendar day of `asOf`, `yyyy-mm-dd`. */
  day: string;
  totals: Record<PeriodName, Measures>;
  now: BoardNow;
  orders: BoardOrders;
  coverage: BoardCoverage;
  platforms: Record<string, { activities: number; participants: number; beneficiaries: number }>;
  categories: Record<string, { activities: number; ordersPlaced: number; ordersCompleted: number }>;
  children: Record<string, BoardChild>;
  trend: Record<
    string,
    { activities: number; serviceMinutes: number; ordersPlaced: number; activeVolunteers: number }
  >;
  hours: Record<string, { activities: number; serviceMinutes: number; ordersPlaced: number }>;
  /** `name` as in the register, which may not know the team. */
  teams: Record<
    string,
    { name?: string; serviceMinutes: number; activities: number; ordersCompleted: number }
  >;
  projects: Record<string, number>;
  /** The open orders with least time left, by order id. */
  queue: Record<string, BoardQueued>;
  running: Record<string, BoardRunning>;
  alerts: Record<string, BoardAlert>;
  feed: Record<string, FeedRow>;
  /** Above a county: what its rows name, by code, because nobody has the registers of a whole province at hand. */
  places?: Record<string, BoardPlace>;
}
