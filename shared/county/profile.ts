/**
 * The county profile: what makes one county's cockpit unlike another's, as data (contract §6).
 * Schema written once; the types are derived from it.
 */
import { type Static, Type } from 'typebox';
import { ReportSettings } from './report-settings.ts';
import { Wall } from './scenes.ts';

const Name = Type.String({ minLength: 1, maxLength: 100 });
/** Ids are keys of boards: letters, digits, Chinese characters, never the one key that JavaScript keeps for itself. */
const Id = Type.String({ pattern: '^(?!__proto__$)[A-Za-z0-9_\\u4e00-\\u9fff-]{1,64}$' });
const Minutes = Type.Integer({ minimum: 1 });
const named = { id: Id, name: Name };

/** Tiers in the order 中心 分中心 所 站 点 基地; their ids are fixed by the contract. */
export const tierIds = ['center', 'branch', 'institute', 'station', 'point', 'base'] as const;
export const TierId = Type.Enum(tierIds);
export type TierId = (typeof tierIds)[number];

/** Steps an order may reach, in the order of the closed loop; a profile names those that it uses. */
export const orderStepIds = ['placed', 'offered', 'accepted', 'completed', 'rated', 'showcased'] as const;
export const OrderStepId = Type.Enum(orderStepIds);
export type OrderStepId = (typeof orderStepIds)[number];

/** One cell of the `local` strip; `of` is a path of the board or a fixed target. */
export const LocalCell = Type.Object({
  label: Name,
  path: Type.String({ minLength: 1 }),
  unit: Type.String(),
  of: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  note: Type.Optional(Type.String()),
});
export type LocalCell = Static<typeof LocalCell>;

export const Sla = Type.Object(
  {
    responseHours: Type.Number({ exclusiveMinimum: 0, default: 24 }),
    completionDays: Type.Number({ exclusiveMinimum: 0, default: 7 }),
    urgentHours: Type.Number({ exclusiveMinimum: 0, default: 2 }),
  },
  { default: {} },
);

export const Limits = Type.Object(
  {
    maxShiftMinutes: Type.Integer({ minimum: 1, default: 720 }),
    silentDays: Type.Integer({ minimum: 1, maximum: 3650, default: 30 }),
    gapDays: Type.Integer({ minimum: 1, maximum: 3650, default: 30 }),
    circleKm: Type.Number({ exclusiveMinimum: 0, default: 1 }),
    contactDays: Type.Integer({ minimum: 1, maximum: 3650, default: 180 }),
  },
  { default: {} },
);

/** Datums in use in China. CGCS2000 agrees with WGS-84 to well under a metre. */
const coordinates = ['GCJ-02', 'WGS-84', 'CGCS2000'] as const;
export type Coordinates = (typeof coordinates)[number];

/**
 * A festival or theme day: `date` is `MM-DD`, or `yyyy-MM-DD` where it moves; `lunar` is a lunar `MM-DD`. On a solemn
 * one (公祭日) the wall is grey, still and silent.
 */
export const Festival = Type.Object({
  name: Name,
  date: Type.Optional(Type.String({ pattern: '^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$' })),
  lunar: Type.Optional(Type.String({ pattern: '^[0-9]{2}-[0-9]{2}$' })),
  solemn: Type.Optional(Type.Boolean()),
});
export type Festival = Static<typeof Festival>;

/** Something the county runs; with a `site`, what that site is for: the branch outside the county and whom it serves. */
export const Programme = Type.Object({
  name: Name,
  site: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
  groups: Type.Optional(
    Type.Array(Type.Object({ name: Name, size: Type.Optional(Type.Union([Type.String(), Type.Number()])) }), {
      maxItems: 12,
    }),
  ),
});
export type Programme = Static<typeof Programme>;

export const CountyProfile = Type.Object({
  code: Type.String({ pattern: '^[0-9]{6}$' }),
  name: Name,
  title: Name,
  timezone: Type.String({ minLength: 1, default: 'Asia/Shanghai' }),
  tiers: Type.Array(
    Type.Object({ id: TierId, name: Name, units: Type.Optional(Type.Integer({ minimum: 0 })) }),
    { minItems: 1 },
  ),
  platforms: Type.Array(Type.Object({ ...named, brand: Type.Optional(Name) }), { minItems: 1 }),
  categories: Type.Array(
    Type.Object({ ...named, platform: Type.Optional(Id), menu: Type.Optional(Type.Boolean()) }),
  ),
  orderSteps: Type.Array(Type.Object({ id: OrderStepId, name: Name }), { minItems: 1 }),
  projectStages: Type.Array(Type.Object(named), { default: [] }),
  teamScheme: Type.Object(
    {
      label: Type.String({ default: '' }),
      kinds: Type.Array(Type.Object(named), { default: [] }),
    },
    { default: {} },
  ),
  sla: Sla,
  limits: Limits,
  /** Thresholds of the star levels in minutes, ascending [R11]. */
  stars: Type.Array(Minutes, { default: [6000, 18000, 36000, 60000, 90000] }),
  /** What was counted before this system: added to `all` of the county and areas above it [T2]. */
  baseline: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), { default: {} }),
  baselineNote: Type.Optional(Type.String()),
  brands: Type.Optional(Type.Array(Type.Unknown())),
  programmes: Type.Optional(Type.Array(Type.Union([Programme, Name]))),
  links: Type.Optional(Type.Array(Type.Unknown())),
  areaWords: Type.Object(
    {
      all: Type.String({ minLength: 1, default: '全县' }),
      towns: Type.String({ minLength: 1, default: '乡镇' }),
    },
    { default: {} },
  ),
  /** Names of the divisions above the county, by code: `{"33":"浙江省","3301":"杭州市"}`. */
  areas: Type.Optional(Type.Record(Type.String(), Name)),
  local: Type.Object(
    {
      title: Type.String({ minLength: 1, default: '本地指标' }),
      cells: Type.Array(LocalCell, { maxItems: 8, default: [] }),
    },
    { default: {} },
  ),
  festivals: Type.Optional(Type.Array(Festival)),
  reports: Type.Optional(ReportSettings),
  wall: Wall,
  wallText: Type.Enum(['category', 'title'], { default: 'category' }),
  map: Type.Object(
    {
      /** 审图号 of `boundaries.geojson`: without it the file is drawn only for internal use. */
      approvalNumber: Type.Optional(Type.String({ minLength: 1 })),
      use: Type.Enum(['public', 'internal'], { default: 'public' }),
      /** Datum of `boundaries.geojson`, which is never converted. */
      coordinates: Type.Enum(coordinates, { default: 'GCJ-02' }),
      /** Datum of every `lon`,`lat` of the CSV files; they are converted to the boundary's. */
      pointCoordinates: Type.Enum(coordinates, { default: 'GCJ-02' }),
    },
    { default: {} },
  ),
});
export type CountyProfile = Static<typeof CountyProfile>;
