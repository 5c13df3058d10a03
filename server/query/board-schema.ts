/** The board as API pages show it (contract §5). */
import { type TSchema, Type } from 'typebox';
import { orderStages, periodMeasures, periodNames } from '../../shared/board/board.ts';

const Count = Type.Number();
const Rate = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }));
const Text = Type.Optional(Type.String());
const Instant = Type.String({ format: 'date-time' });
const Freshness = Type.Union([Type.Literal('live'), Type.Literal('late'), Type.Literal('silent')]);

const by = <T extends TSchema>(value: T, key: string) =>
  Type.Record(Type.String(), value, { description: `按${key} · keyed by ${key}` });

const counts = (names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Count])));

const Child = Type.Object({
  ...counts(['activities', 'serviceMinutes', 'beneficiaries', 'ordersOpen', 'ordersOverdue']).properties,
  ...counts(['onDuty', 'silentSites']).properties,
  lastEventAt: Type.Optional(Instant),
  freshness: Freshness,
});

const Team = Type.Object({
  name: Text,
  ...counts(['serviceMinutes', 'activities', 'ordersCompleted']).properties,
});

const Queued = Type.Object(
  {
    title: Type.String(),
    kind: Type.Union([Type.Literal('service'), Type.Literal('wish')]),
    urgent: Type.Optional(Type.Literal(true)),
    site: Type.String(),
    town: Text,
    step: Type.Union([Type.Literal('placed'), Type.Literal('offered'), Type.Literal('accepted')]),
    team: Text,
    placedAt: Instant,
    limitAt: Instant,
    waitsFor: Type.Union([Type.Literal('answer'), Type.Literal('completion')]),
  },
  { description: '在办点单，剩余时间最少的30单 · the 30 open orders with least time left' },
);

const Running = Type.Object({
  title: Type.String(),
  site: Type.String(),
  town: Text,
  platform: Type.String(),
  since: Instant,
});

const Alert = Type.Object({
  rule: Type.String(),
  severity: Type.Union([Type.Literal('urgent'), Type.Literal('warning'), Type.Literal('info')]),
  title: Type.String(),
  scope: Type.String(),
  count: Count,
  since: Instant,
  owner: Text,
  acknowledgedBy: Text,
  snoozedUntil: Type.Optional(Instant),
});

const FeedRow = Type.Object({
  at: Instant,
  type: Type.String(),
  id: Text,
  title: Type.String(),
  site: Type.String(),
  town: Text,
  kind: Type.Optional(Type.Union([Type.Literal('service'), Type.Literal('wish')])),
  team: Text,
  toSite: Text,
  score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
});

/** Named by a row of a board above a county. */
const Place = Type.Object({
  kind: Type.Union([Type.Literal('town'), Type.Literal('site')]),
  name: Type.String(),
  county: Type.String(),
});

const nowCounts = ['onDuty', 'openCheckIns', 'activitiesRunning', 'ordersOpen', 'ordersOverdue'];

export const BoardSchema = Type.Object(
  {
    scope: Type.String(),
    title: Type.String(),
    tz: Type.String(),
    day: Type.String({ format: 'date' }),
    totals: Type.Object(Object.fromEntries(periodNames.map((name) => [name, counts(periodMeasures)]))),
    now: Type.Object({
      ...counts([...nowCounts, 'registeredVolunteers', 'teams', 'alerts']).properties,
      sites: by(Count, 'tier'),
      sources: counts(['live', 'late', 'silent']),
    }),
    orders: Type.Object({
      month: counts(orderStages),
      responseRate: Rate,
      onTimeRate: Rate,
      satisfaction: Rate,
      responseMinutesMedian: Type.Optional(Count),
    }),
    coverage: Type.Object({
      tiers: by(Type.Object({ open: Count, units: Type.Optional(Count) }), 'tier'),
      activeSites: by(Count, 'tier'),
      platforms: by(by(Count, 'platform'), 'child'),
      circle: Type.Optional(counts(['covered', 'units', 'villages'])),
      circles: Type.Optional(by(counts(['covered', 'units']), 'town')),
    }),
    platforms: by(counts(['activities', 'participants', 'beneficiaries']), 'platform'),
    categories: by(counts(['activities', 'ordersPlaced', 'ordersCompleted']), 'category'),
    children: by(Child, 'town or site'),
    trend: by(counts(['activities', 'serviceMinutes', 'ordersPlaced', 'activeVolunteers']), 'day'),
    hours: by(counts(['activities', 'serviceMinutes', 'ordersPlaced']), 'hour'),
    teams: by(Team, 'team'),
    projects: by(Count, 'stage'),
    queue: by(Queued, 'order'),
    running: by(Running, 'site and activity'),
    alerts: by(Alert, 'alert'),
    feed: by(FeedRow, 'seq'),
    places: Type.Optional(by(Place, 'town or site')),
  },
  { title: 'Board', description: '没有值的成员不出现，从不为 null · a board holds no null' },
);
