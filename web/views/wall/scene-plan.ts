/** Scenes of the county, laid out by their panels' order and by how much room each needs. */
import type { Scene } from '../../../shared/county/scenes.ts';
import type { PanelId } from '../../../shared/county/wall-ids.ts';
import { roomOf, spares, stripRoom, strips } from './panel-room.ts';
import { fitting, leastOf, mostOf, type Span, shareRows, spanOf } from './rows.ts';
import { type Room, rowCount, type Seat, seat, type Want } from './seats.ts';

/** A scene's panels by where they belong, none twice. */
export interface Cast {
  first: PanelId;
  further: readonly PanelId[];
  strips: readonly PanelId[];
  sides: readonly PanelId[];
}

export function castOf({ main, sides }: Pick<Scene, 'main' | 'sides'>): Cast {
  const [first = 'map', ...further] = [...new Set(main)];
  const rest = [...new Set(sides)].filter((panel) => !main.includes(panel));
  return {
    first,
    further,
    strips: strips.filter((panel) => rest.includes(panel)),
    sides: rest.filter((panel) => !strips.includes(panel)),
  };
}

/** Where a bezel runs through the map, the map stands alone and everything else at its sides. */
export function castBesideMap({ first, further, strips: bars, sides }: Cast): Cast {
  const listed = bars.map((panel) => (panel === 'alerts' ? 'alerts-list' : panel));
  return { first, further: [], strips: [], sides: [...new Set([...further, ...listed, ...sides])] };
}

/** How a scene might stand: columns at the left and the right, further main panels beside the first or below it. */
export interface Arrangement {
  left: number;
  right: number;
  beside: boolean;
}

const flank: Want = { ideal: 4.8, least: 4.4 };
/** A main panel beside another, and one above another; the map is as wide as it is high and a town's card. */
const mainWidth = { beside: 6.6, below: 10.5, mapBeside: 1.35, mapBelow: 1.15 };
const mainLeast = { map: 5.2, other: 4.5 };

function mainWant(panels: readonly PanelId[], beside: boolean, height: number): Want {
  if (!panels.includes('map'))
    return { ideal: beside ? mainWidth.beside : mainWidth.below, least: mainLeast.other };
  return { ideal: height * (beside ? mainWidth.mapBeside : mainWidth.mapBelow), least: mainLeast.map };
}

export function wantsOf(cast: Cast, { left, right, beside }: Arrangement, height: number): Want[] {
  const flanks = (count: number): Want[] => Array.from({ length: count }, () => flank);
  const middle = beside
    ? [mainWant([cast.first], true, height), mainWant(cast.further, true, height)]
    : [mainWant([cast.first, ...cast.further], false, height)];
  return [...flanks(left), ...middle, ...flanks(right)];
}

/** Panels one below another, from a row on to the last. */
export function inColumn(spans: readonly Span[], columns: Seat['columns'], from = 1): Seat[] {
  const shares = shareRows(spans, rowCount + 1 - from);
  let row = from;
  return spans.map(({ panel }, index) => {
    const top = row;
    row += shares[index] ?? 0;
    return seat(panel, columns, [top, row]);
  });
}

/** These tell of the same. */
const alike: readonly PanelId[] = ['alerts', 'alerts-list'];

function sparesOf(cast: Cast): PanelId[] {
  const there = [cast.first, ...cast.further, ...cast.strips, ...cast.sides];
  const told = alike.some((panel) => there.includes(panel));
  return spares.filter((panel) => !there.includes(panel) && !(told && alike.includes(panel)));
}

/**
 * Deals the panels of the sides to columns of so many rows in turn, each to the emptiest that has room for it; then
 * further panels to columns whose own would have to be stretched.
 */
export function deal(cast: Cast, columns: readonly Span[][], rows: number, rowHeight: number): void {
  const withRoom = (span: Span): Span[][] => columns.filter((column) => leastOf(column) + span.least <= rows);
  for (const panel of cast.sides) {
    const span = spanOf(panel, rowHeight);
    const [emptiest] = withRoom(span).sort((a, b) => a.length - b.length);
    emptiest?.push(span);
  }
  for (const panel of sparesOf(cast)) {
    const span = spanOf(panel, rowHeight);
    const [emptiest] = withRoom(span)
      .filter((column) => mostOf(column) < rows)
      .sort((a, b) => mostOf(a) - mostOf(b));
    emptiest?.push(span);
  }
}

/**
 * Columns at the left and right, filled from the outside at the left and from the inside at the right, in turn; the
 * one beside the first main panel takes what it has room for below its own.
 */
function flanksOf(cast: Cast, { left, right }: Arrangement, aside: Span[][], rowHeight: number): Span[][] {
  const flanks: Span[][] = Array.from({ length: left + right }, () => []);
  const turn = (index: number): number => (index < left ? index * 2 : (index - left) * 2 + 1);
  const inTurn = [...flanks.entries()].sort(([a], [b]) => turn(a) - turn(b)).map(([, column]) => column);
  deal(cast, [...inTurn, ...aside], rowCount, rowHeight);
  return flanks;
}

/** A second panel below the first leaves it the most room, where the first has a use for it. */
function belowFirst(above: readonly Span[], further: readonly PanelId[], rowHeight: number): Span[] {
  const spans = further.map((panel) => spanOf(panel, rowHeight));
  const modest = further.map((panel) => {
    const { least, most } = roomOf(panel);
    return spanOf(panel, rowHeight, { least, most: Math.min(most, Math.max(least, 2.4) * 1.2) });
  });
  return mostOf(above) + mostOf(modest) >= rowCount ? modest : spans;
}

export interface Arranged {
  seats: readonly Seat[];
  /** Panels of the scene that found no room. */
  out: number;
  /** Rows that no panel has a use for. */
  idle: number;
}

/**
 * A scene in columns of equal rows; undefined where there is nothing for a column. `width` is that of the column of
 * the first main panel.
 */
export function arrange(cast: Cast, how: Arrangement, room: Room, width: number): Arranged | undefined {
  const rowHeight = room.height / rowCount;
  const bars = cast.strips.map((panel) => spanOf(panel, rowHeight, stripRoom(panel, width)));
  const first = spanOf(cast.first, rowHeight);
  const below = how.beside ? [] : belowFirst([...bars, first], cast.further, rowHeight);
  const chosen = fitting([first, ...below, ...bars], rowCount);
  const middle = [...bars, first, ...below].filter((span) => chosen.includes(span));
  const aside = how.beside
    ? [
        fitting(
          cast.further.map((panel) => spanOf(panel, rowHeight)),
          rowCount,
        ),
      ]
    : [];
  const flanks = flanksOf(cast, how, aside, rowHeight);
  const columns = [...flanks.slice(0, how.left), middle, ...aside, ...flanks.slice(how.left)];
  if (columns.some((spans) => spans.length === 0)) return undefined;
  const seats = columns.flatMap((spans, index) => inColumn(spans, [index + 1, index + 2]));
  const wanted = [cast.first, ...cast.further, ...cast.strips, ...cast.sides];
  return {
    seats,
    out: wanted.filter((panel) => !seats.some((one) => one.panel === panel)).length,
    idle: columns.reduce((sum, column) => sum + Math.max(0, rowCount - mostOf(column)), 0),
  };
}
