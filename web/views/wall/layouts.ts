/** Where the panels of a scene stand on a screen: columns cut to it, their gutters on its seams, 24 rows filled. */
import type { Scene } from '../../../shared/county/scenes.ts';
import { overviewId, type PanelId } from '../../../shared/county/wall-ids.ts';
import { cutColumns } from './column-widths.ts';
import { overviewPlans } from './overview-plans.ts';
import { portraitLayout } from './portrait-layout.ts';
import { type Arrangement, arrange, type Cast, castBesideMap, castOf, wantsOf } from './scene-plan.ts';
import { gap, type Layout, mayStraddle, type Plan, type Room, rowCount, type Seat, seat } from './seats.ts';

export type Shape = 'standard' | 'large' | 'wide' | 'ultra' | 'portrait' | 'phone';

/** From this much larger than designed the panels of the 16:9 wall no longer fit. */
const largeScale = 1.15;
const phoneWidth = 640;
const wideFrom = 2.6;
const ultraFrom = 4.4;

/** The shape of a screen by its window in pixels and the `?scale=` of the page. */
export function shapeOf(width: number, height: number, scale = 1): Shape {
  if (width <= phoneWidth) return 'phone';
  if (width <= height) return 'portrait';
  if (width / height >= ultraFrom) return 'ultra';
  if (width / height >= wideFrom) return 'wide';
  return scale >= largeScale ? 'large' : 'standard';
}

/** One column to scroll through: what is wrong first. */
const phoneOrder: readonly PanelId[] = [
  ...([
    'alerts',
    'today',
    'map',
    'orders',
    'platforms',
    'ranking',
    'feed',
    'trend',
    'assets',
    'local',
  ] as const),
];

function phoneLayout(scene: Pick<Scene, 'id' | 'main' | 'sides'>, width: number): Layout {
  const { first, further, strips, sides } = castOf(scene);
  const order = scene.id === overviewId ? phoneOrder : [...strips, first, ...further, ...sides];
  return {
    columns: [width],
    seats: order.map((panel, index) => seat(panel, [1, 2], [index + 1, index + 2])),
  };
}

/** Columns may be this much wider or narrower than they were drawn. */
const drawnStrain = Math.log(1.28) ** 2;
const drawnHeight = [0.86, 1.6] as const;
/** The height in rem of the seats of a wall at the scale 1. */
const designHeight = { landscape: 9.78, portrait: 17.8 };

const crosses = ({ panel, columns }: Seat, gutters: readonly number[]): boolean =>
  !mayStraddle(panel) && gutters.some((gutter) => columns[0] <= gutter && gutter < columns[1] - 1);

/** A plan drawn by hand, where the screen is near enough to the one it was drawn for. */
function drawnLayout(plan: Plan, room: Room, seams: readonly number[], height: number): Layout | undefined {
  const [low, high] = drawnHeight;
  if (room.height < height * low || room.height > height * high) return undefined;
  const cut = cutColumns(plan.wants, room.width, seams);
  if (!cut || cut.strain / plan.wants.length > drawnStrain) return undefined;
  if (plan.seats.some((one) => crosses(one, cut.gutters))) return undefined;
  return { columns: cut.widths, seats: plan.seats };
}

/** What makes an arrangement worse, beside columns that are not as wide as they ought to be. */
const penalty = { lopsided: 0.05, out: 0.08, idle: 0.02, alone: 0.1 };

interface Attempt extends Layout {
  cost: number;
}

function attempt(cast: Cast, how: Arrangement, room: Room, seams: readonly number[]): Attempt | undefined {
  const cut = cutColumns(wantsOf(cast, how, room.height), room.width, seams);
  const arranged = cut && arrange(cast, how, room, cut.widths[how.left] ?? 0);
  if (!arranged) return undefined;
  const { seats, out, idle } = arranged;
  const cost =
    cut.strain + penalty.lopsided * Math.abs(how.left - how.right) + penalty.out * out + penalty.idle * idle;
  return { columns: cut.widths, seats, cost };
}

/** The map alone in its column, with the seams that are not on a gutter running through it. */
function* besideMap(cast: Cast, how: Arrangement, room: Room, seams: readonly number[]): Generator<Attempt> {
  if (!mayStraddle(cast.first)) return;
  const alone = castBesideMap(cast);
  for (let from = 0; from < seams.length; from++)
    for (let to = from + 1; to <= seams.length; to++) {
      const through = seams.slice(from, to);
      const tried = attempt(alone, how, room, [...seams.slice(0, from), ...seams.slice(to)]);
      const left = (tried?.columns ?? []).slice(0, how.left).reduce((sum, width) => sum + width + gap, 0);
      const right = left + (tried?.columns[how.left] ?? 0);
      if (tried && through.every((seam) => seam > left && seam < right))
        yield { ...tried, cost: tried.cost + penalty.alone };
    }
}

const flanksMost = 5;

function* arrangements(cast: Cast, bare: boolean): Generator<Arrangement> {
  const most = bare ? 0 : flanksMost;
  for (let left = 0; left <= most; left++)
    for (let right = 0; right <= most; right++)
      for (const beside of cast.further.length > 0 ? [false, true] : [false])
        if (bare || left + right > 0) yield { left, right, beside };
}

function sceneLayout(cast: Cast, room: Room, seams: readonly number[]): Layout | undefined {
  const bare = cast.sides.length === 0;
  const attempts: Attempt[] = [];
  for (const how of arrangements(cast, bare)) {
    const tried = attempt(cast, how, room, seams);
    if (tried) attempts.push(tried);
    if (!how.beside) attempts.push(...besideMap(cast, how, room, seams));
  }
  return attempts.sort((a, b) => a.cost - b.cost)[0];
}

/**
 * Where a scene's panels stand. Seams are the places of bezels from the left edge of the room; those that no gutter
 * can reach are left alone.
 */
export function layoutOf(
  shape: Shape,
  scene: Pick<Scene, 'id' | 'main' | 'sides'>,
  room: Room,
  seams: readonly number[] = [],
): Layout {
  if (shape === 'phone') return phoneLayout(scene, room.width);
  const drawn = scene.id === overviewId ? overviewPlans[shape] : undefined;
  const height = shape === 'portrait' ? designHeight.portrait : designHeight.landscape;
  const asDrawn = drawn && drawnLayout(drawn, room, seams, height);
  if (asDrawn) return asDrawn;
  const cast = castOf(scene);
  if (shape === 'portrait') return portraitLayout(cast, room, seams);
  return (
    sceneLayout(cast, room, seams) ??
    sceneLayout(cast, room, []) ?? {
      columns: [room.width],
      seats: [seat(cast.first, [1, 2], [1, rowCount + 1])],
    }
  );
}
