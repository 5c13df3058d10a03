/** Requests and answers of the reading API, as they are checked and as API pages show them (contract §4). */
import { type Static, type TSchema, Type } from 'typebox';
import { CountyProfile, TierId } from '../../shared/county/profile.ts';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { BoardSchema } from './board-schema.ts';
import { ActivityRow, OrderRow } from './entity-rows.ts';

export const defaultLimit = 100;
export const maxLimit = 500;

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: maxLimit, default: defaultLimit }));
const Cursor = Type.Optional(
  Type.String({ description: '上一页给出的 cursor · as the page before gave it' }),
);
const Scope = Type.String({ description: 'area:330127 · area:330127100 · site:…' });
const Area = Type.Optional(
  Type.String({ description: '区划代码，2、4、6或9位；缺省为全部 · division code; all where left out' }),
);
const Instant = Type.String({ format: 'date-time' });
const Text = Type.Optional(Type.String());
const Degrees = Type.Optional(Type.Number());

export const CodeParams = Type.Object({ code: Type.String() });
export const ScopeQuery = Type.Object({ scope: Scope });
export const AreaQuery = Type.Object({ area: Area, limit: Limit, cursor: Cursor });
export const SitesQuery = Type.Object({ ...AreaQuery.properties, tier: Type.Optional(TierId) });
export const EvidenceQuery = Type.Object({
  scope: Scope,
  path: Type.String({ minLength: 1, maxLength: 300, description: 'totals.month.activities' }),
  limit: Limit,
  cursor: Cursor,
});
export const ItemQuery = Type.Object({
  scope: Scope,
  kind: Type.Enum(['activity', 'order']),
  id: Type.String({ minLength: 1, maxLength: 64 }),
  site: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: '活动必填 · needed for an activity' }),
  ),
});
const Day = Type.Optional(Type.String({ description: 'yyyy-mm-dd' }));
export const SeriesQuery = Type.Object({
  scope: Scope,
  measure: Type.String(),
  from: Day,
  to: Day,
  by: Type.Optional(Type.Enum(['day', 'month', 'span'], { default: 'day' })),
  split: Type.Optional(Type.Enum(['none', 'child', 'category', 'platform', 'team'], { default: 'none' })),
});
export const EventsQuery = Type.Object({
  county: Type.String(),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
  limit: Limit,
});

/**
 * The framework would read `1.5`, `0x10` or ` 5` as some whole number.
 * @throws ProblemError `invalid-request`.
 */
export function refuseOddNumbers(query: unknown): void {
  for (const [name, value] of Object.entries(query ?? {}))
    if ((name === 'limit' || name === 'after') && !/^\d{1,16}$/.test(String(value)))
      throw new ProblemError('invalid-request', {
        zh: `${name} 应为非负整数`,
        en: `${name} must be a whole number`,
      });
}

export type SitesQuery = Static<typeof SitesQuery>;
export type AreaQuery = Static<typeof AreaQuery>;
export type EvidenceQuery = Static<typeof EvidenceQuery>;
export type ItemQuery = Static<typeof ItemQuery>;
export type SeriesQuery = Static<typeof SeriesQuery>;
export type EventsQuery = Static<typeof EventsQuery>;

const NextCursor = Type.Union([Type.String(), Type.Null()], {
  description: '没有下一页时为 null · null at the end',
});
const pageOf = <T extends TSchema>(row: T) => Type.Object({ items: Type.Array(row), cursor: NextCursor });

const Site = Type.Object({
  code: Type.String(),
  name: Type.String(),
  tier: TierId,
  town: Text,
  parent: Text,
  lon: Degrees,
  lat: Degrees,
  status: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('planned')]),
});
const Team = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  field: Text,
  parent: Text,
  site: Text,
  members: Type.Optional(Type.Integer()),
});
const Town = Type.Object({
  code: Type.String(),
  name: Type.String(),
  short: Type.String(),
  kind: Type.String(),
  lon: Type.Number(),
  lat: Type.Number(),
  population: Type.Optional(Type.Integer()),
});
const Ring = Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }));
const Point = { x: Type.Number(), y: Type.Number() };

const EvidenceItem = Type.Object({
  kind: Type.String(),
  id: Type.String(),
  title: Type.String(),
  site: Text,
  place: Text,
  at: Type.Optional(Instant),
  amount: Type.Optional(Type.Number()),
  part: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(1)])),
  seqs: Type.Array(Type.Integer()),
});

const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const ItemTeam = Type.Optional(Type.Object({ id: Type.String(), name: Text }));
const Item = Type.Object({
  kind: Type.Union([Type.Literal('activity'), Type.Literal('order')]),
  id: Type.String(),
  title: Type.String(),
  site: Type.String(),
  town: Text,
  category: Text,
  platform: Text,
  team: ItemTeam,
  facts: Type.Array(
    Type.Object({
      label: Words,
      value: Type.Union([Type.Number(), Instant], { description: '数，或时刻 · a number or an instant' }),
      unit: Words,
    }),
  ),
  steps: Type.Array(
    Type.Object({
      type: Type.String(),
      at: Instant,
      site: Type.String(),
      team: ItemTeam,
      score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
      seq: Type.Integer({ minimum: 1 }),
    }),
  ),
  limitAt: Type.Optional(Instant),
  waitsFor: Type.Optional(Type.Union([Type.Literal('answer'), Type.Literal('completion')])),
  asOf: Instant,
});

const Stars = Type.Object({
  scope: Type.String(),
  asOf: Instant,
  seq: Type.Integer(),
  thresholds: Type.Array(Type.Number(), {
    description: '各星的分钟数，各县不同时为空 · minutes of each star; empty where counties differ',
  }),
  levels: Type.Array(
    Type.Object({ level: Type.Integer({ minimum: 0 }), volunteers: Type.Integer({ minimum: 0 }) }),
  ),
  definition: Type.Object({ ...Words.properties, rules: Type.Array(Type.String()) }),
});

const JournalItem = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  receivedAt: Instant,
  event: Type.Object({
    specversion: Type.Literal('1.0'),
    id: Type.String(),
    source: Type.String(),
    type: Type.String(),
    time: Instant,
    datacontenttype: Type.Literal('application/json'),
    data: Type.Record(Type.String(), Type.Unknown()),
  }),
});

export const answers = {
  counties: Type.Object({
    items: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  }),
  county: Type.Object({
    ...CountyProfile.properties,
    towns: Type.Array(Town),
    demo: Type.Boolean({ description: '演示数据 · whether the data is simulated' }),
  }),
  map: Type.Object({
    kind: Type.Union([Type.Literal('schematic'), Type.Literal('boundary')]),
    notice: Type.String(),
    width: Type.Number(),
    height: Type.Number(),
    towns: Type.Array(
      Type.Object({
        code: Type.String(),
        rings: Type.Array(Ring),
        label: Type.Object({ ...Point, width: Type.Number() }),
      }),
    ),
    sites: Type.Array(Type.Object({ code: Type.String(), ...Point })),
    villages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            code: Type.String(),
            name: Type.String(),
            town: Type.String(),
            ...Point,
            covered: Type.Boolean(),
          },
          { description: '已定位的村，是否在15分钟圈内 · villages with coordinates' },
        ),
      ),
    ),
    circleRadius: Type.Optional(
      Type.Number({ description: '15分钟圈的半径（图上单位） · its radius on a map to scale' }),
    ),
  }),
  sites: pageOf(Site),
  teams: pageOf(Team),
  activities: pageOf(ActivityRow),
  orders: pageOf(OrderRow),
  snapshot: Type.Object({
    scope: Type.String(),
    epoch: Type.String(),
    rev: Type.Integer(),
    asOf: Instant,
    board: BoardSchema,
  }),
  series: Type.Object({
    measure: Type.String(),
    unit: Type.String(),
    by: Type.String(),
    series: Type.Record(
      Type.String(),
      Type.Array(Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 2, maxItems: 2 })),
    ),
  }),
  evidence: Type.Object({
    definition: Type.Object({ zh: Type.String(), en: Type.String(), rules: Type.Array(Type.String()) }),
    value: Type.Optional(Type.Number()),
    seq: Type.Integer(),
    asOf: Instant,
    items: Type.Array(EvidenceItem),
    cursor: NextCursor,
  }),
  item: Item,
  stars: Stars,
  events: Type.Object({ items: Type.Array(JournalItem), next: Type.Integer() }),
};

const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };

/** What a route tells of itself; every reading route can refuse in the same ways. */
export const documented = <T extends TSchema>(summary: string, answer: T) => ({
  tags: ['reading'],
  summary,
  security: [{ reader: [] }],
  response: { 200: answer, 400: problem, 401: problem, 403: problem, 404: problem, 503: problem },
});
