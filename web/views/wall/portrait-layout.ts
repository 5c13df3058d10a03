/** Scenes on a screen that stands upright: the main panels over its whole width, the others in two columns below. */
import type { PanelId } from '../../../shared/county/wall-ids.ts';
import { cutColumns } from './column-widths.ts';
import { roomOf, stripRoom } from './panel-room.ts';
import { fitting, leastOf, type Span, spanOf } from './rows.ts';
import { type Cast, castBesideMap, deal, inColumn } from './scene-plan.ts';
import { gap, type Layout, mayStraddle, type Room, rowCount, type Seat, seat, type Want } from './seats.ts';

const half: Want = { ideal: 5, least: 3.6 };
/** The first panel over its least height, and the rows that two columns need to be worth it. */
const firstGrowth = 1.25;
const columnRowsLeast = 4;

/** Panels over the whole width: no higher than they need to be, so that there is room for others. */
function acrossOf(cast: Cast, room: Room): Span[] {
  const rowHeight = room.height / rowCount;
  const snug = (panel: PanelId, growth: number): Span => {
    const { least } = roomOf(panel);
    return spanOf(panel, rowHeight, { least: least * growth, most: least * growth });
  };
  const bars = cast.strips.map((panel) => spanOf(panel, rowHeight, stripRoom(panel, room.width)));
  return [...bars, snug(cast.first, firstGrowth), ...cast.further.map((panel) => snug(panel, 1))];
}

/** What stands across the whole screen, and the panels for two columns; across a bezel only the map may stand. */
function parted(cast: Cast, room: Room, seamed: boolean): { across: Span[]; below: Cast } {
  if (!seamed) return { across: fitting(acrossOf(cast, room), rowCount), below: cast };
  const below = castBesideMap(cast);
  if (mayStraddle(cast.first)) return { across: fitting(acrossOf(below, room), rowCount), below };
  return { across: [], below: { ...below, sides: [cast.first, ...below.sides] } };
}

export function portraitLayout(cast: Cast, room: Room, seams: readonly number[]): Layout {
  const onSeam = seams.length > 0 ? cutColumns([half, half], room.width, seams.slice(0, 1)) : undefined;
  const { across, below } = parted(cast, room, onSeam !== undefined);
  const rest = rowCount - leastOf(across);
  if (below.sides.length === 0 || rest < columnRowsLeast)
    return { columns: [room.width], seats: inColumn(across, [1, 2]) };
  let row = 1;
  const seats: Seat[] = across.map(({ panel, least }) => {
    row += least;
    return seat(panel, [1, 3], [row - least, row]);
  });
  const columns: [Span[], Span[]] = [[], []];
  deal(below, columns, rest, room.height / rowCount);
  const [left, right] = columns;
  seats.push(...inColumn(left, right.length > 0 ? [1, 2] : [1, 3], row), ...inColumn(right, [2, 3], row));
  const even = (room.width - gap) / 2;
  return { columns: onSeam?.widths ?? [even, even], seats };
}
