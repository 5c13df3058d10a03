/**
 * Scenes of the wall: what stands on it at one time, as data of the county profile. The page lays a scene out for the
 * screen at hand; a narrow screen shows fewer of its panels at its sides, in their order.
 */
import { type Static, Type } from 'typebox';
import { type MapLayer, mapLayers, overviewId, type PanelId, panelIds } from './wall-ids.ts';

const Panel = Type.Enum(panelIds);

const SceneId = Type.String({ pattern: '^[a-z0-9-]{1,32}$' });
const Seconds = Type.Integer({ minimum: 5, maximum: 3600 });

export const Scene = Type.Object({
  id: SceneId,
  name: Type.String({ minLength: 1, maxLength: 20 }),
  /** How long the carousel stays. */
  seconds: Type.Integer({ minimum: 5, maximum: 3600, default: 30 }),
  /** In the middle, the first with the most room. */
  main: Type.Array(Panel, { minItems: 1, maxItems: 3 }),
  /** Beside it, the most important first. */
  sides: Type.Array(Panel, { maxItems: 12, default: [] }),
  layer: Type.Optional(Type.Enum(mapLayers)),
});
export type Scene = Static<typeof Scene>;

const scene = (
  id: string,
  name: string,
  seconds: number,
  main: PanelId[],
  sides: PanelId[],
  layer?: MapLayer,
): Scene => ({ id, name, seconds, main, sides, ...(layer && { layer }) });

export const defaultScenes: readonly Scene[] = [
  scene(
    overviewId,
    '总览',
    60,
    ['map', 'coverage'],
    ['today', 'orders', 'trend', 'ranking', 'platforms', 'feed', 'local', 'alerts'],
  ),
  scene(
    'coverage',
    '阵地覆盖',
    30,
    ['map', 'coverage'],
    ['circle', 'assets', 'ranking', 'platforms', 'trend', 'local', 'hours'],
    'circle',
  ),
  scene(
    'orders',
    '点单调度',
    30,
    ['map', 'queue'],
    ['orders', 'alerts', 'categories', 'ranking', 'feed', 'wishes', 'trend'],
    'ordersOverdue',
  ),
  scene(
    'volunteers',
    '志愿服务',
    30,
    ['map', 'volunteers'],
    ['today', 'stars', 'teams', 'assets', 'ranking', 'feed', 'trend'],
    'serviceMinutes',
  ),
  scene(
    'projects',
    '项目心愿',
    30,
    ['projects', 'wishes', 'queue'],
    ['orders', 'local', 'categories', 'feed', 'platforms', 'ranking'],
  ),
  scene(
    'alerts',
    '待处置',
    30,
    ['alerts-list', 'map'],
    ['queue', 'orders', 'today', 'ranking', 'feed', 'categories'],
    'ordersOverdue',
  ),
];

/** One step of a visit: the wall goes there by itself, or at a touch where it has no time of its own. */
export const VisitStep = Type.Object({
  scene: SceneId,
  scope: Type.Optional(Type.String({ pattern: '^(area:[0-9]{2,9}|site:[A-Za-z0-9._-]{1,64})$' })),
  seconds: Type.Optional(Seconds),
  /** What is said of it, at the foot of the wall. */
  caption: Type.Optional(Type.String({ maxLength: 60 })),
});
export type VisitStep = Static<typeof VisitStep>;

const HourMinute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

const defaults = { restSeconds: 120, alertSeconds: 20 };

export const Wall = Type.Object(
  {
    scenes: Type.Array(Scene, { minItems: 1, maxItems: 20, default: [...defaultScenes] }),
    /** After the last touch, until the carousel goes on and a wall that was led elsewhere is back at its own scope. */
    restSeconds: Type.Integer({ minimum: 10, maximum: 3600, default: defaults.restSeconds }),
    /** How long a new urgent alert has the screen while the carousel runs. */
    alertSeconds: Type.Integer({ minimum: 5, maximum: 600, default: defaults.alertSeconds }),
    visit: Type.Array(VisitStep, { maxItems: 50, default: [] }),
    /** When the wall is dimmed, in the county's time; over midnight where the end comes first. */
    night: Type.Optional(Type.Object({ from: HourMinute, to: HourMinute })),
    /** When no alert is heard. */
    quietHours: Type.Optional(Type.Object({ from: HourMinute, to: HourMinute })),
  },
  { default: {} },
);
export type Wall = Static<typeof Wall>;

/** The wall of a county that says nothing of its own. */
export const defaultWall: Wall = { scenes: [...defaultScenes], visit: [], ...defaults };
