/** A scope's board at the projector's position, in one consistent view of the store. */

import { assembleBoard } from '../../shared/board/assemble-board.ts';
import type { Board } from '../../shared/board/board.ts';
import { type BoardDays, boardDays } from '../../shared/board/board-days.ts';
import type { BoardChildPart, BoardPart } from '../../shared/board/board-part.ts';
import { CellTable } from '../../shared/board/cell-table.ts';
import type { ScopeShare, ScopeShares } from '../../shared/board/scope-shares.ts';
import { dayOf } from '../../shared/domain/time.ts';
import { sitePlace } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { BoardView, Position } from '../store/store.ts';
import { readAlerts } from './read-alerts.ts';
import { readChildCells, readPlaceCells } from './read-cells.ts';
import { readQueue, readRunning } from './read-rows.ts';

const feedLimit = 30;

/** Children in the order of the registers: towns, then sites without one; a town's sites; a city's counties. */
function childPlaces({ register, town, site }: ScopeShare): { code: string; place: string }[] {
  if (site !== undefined) return [];
  const { towns, sites } = register.county;
  const own = sites.filter((row) => row.town === town).map(({ code }) => ({ code, place: sitePlace(code) }));
  return town === undefined ? [...towns.map(({ code }) => ({ code, place: code })), ...own] : own;
}

async function lastEvents(view: BoardView, part: ScopeShare): Promise<Map<string, number>> {
  const groups = await view.groups(part.register.code, {
    measure: 'lastEvent',
    span: 'now',
    ...given('town', part.town),
    ...given('site', part.site),
  });
  return new Map(groups.map(({ town, site, lastAt }) => [site ?? town ?? '', lastAt]));
}

async function readChildren(view: BoardView, part: ScopeShare, days: BoardDays): Promise<BoardChildPart[]> {
  const children = childPlaces(part);
  const cells = await readChildCells(
    view,
    part.register.code,
    children.map(({ place }) => place),
    days,
  );
  const last = children.length === 0 ? new Map<string, number>() : await lastEvents(view, part);
  return children.map(({ code, place }) => ({
    code,
    cells: cells.get(place) ?? new CellTable(),
    ...given('lastEventAt', last.get(code)),
  }));
}

/** What a board needs of one county. */
export async function readPart(
  view: BoardView,
  part: ScopeShare,
  days: BoardDays,
  aboveCounty: boolean,
): Promise<BoardPart> {
  const { register, town, site, place } = part;
  const filter = { ...given('town', town), ...given('site', site) };
  const cells = await readPlaceCells(view, register.code, place, days);
  let children: BoardChildPart[];
  if (aboveCounty) {
    const counties = await readChildCells(view, register.code, [place], days);
    const newest = [...(await lastEvents(view, part)).values()];
    const lastEventAt = newest.length === 0 ? undefined : Math.max(...newest);
    children = [
      {
        code: register.code,
        cells: counties.get(place) ?? new CellTable(),
        ...given('lastEventAt', lastEventAt),
      },
    ];
  } else children = await readChildren(view, part, days);
  return {
    register,
    ...filter,
    cells,
    children,
    queue: await readQueue(view, part),
    running: await readRunning(view, part),
    ...(await readAlerts(view, part, cells)),
    feed: await view.feed(register.code, filter, feedLimit),
  };
}

export interface BoardReading {
  board: Board;
  /** Up to when time has been taken into account (ms); the earliest of several counties. */
  asOf: number;
  /** Sum of the positions of its counties: it moves whenever one of them does. */
  seq: number;
}

/** Parts of counties that were read before. */
export interface PartsAtHand {
  /** As {@link readPart} of a whole county at this position. */
  part(view: BoardView, share: ScopeShare, days: BoardDays, position: Position): Promise<BoardPart>;
}

/**
 * The board of a scope as of the projector's position and instant. Above a county, parts that are at hand are not
 * read again.
 */
export async function readBoard(
  view: BoardView,
  scope: ScopeShares,
  atHand?: PartsAtHand,
): Promise<BoardReading> {
  const positions = await Promise.all(scope.parts.map(({ register }) => view.position(register.code)));
  const asOf = Math.min(...positions.map((position) => position.asOf));
  const day = dayOf(asOf, scope.timeZone);
  const days = boardDays(day);
  const parts: BoardPart[] = [];
  for (const [index, share] of scope.parts.entries()) {
    const position = positions[index] ?? { seq: 0, asOf: 0 };
    parts.push(
      atHand && scope.aboveCounty
        ? await atHand.part(view, share, days, position)
        : await readPart(view, share, days, scope.aboveCounty),
    );
  }
  return {
    board: assembleBoard({ ...scope, day }, parts),
    asOf,
    seq: positions.reduce((sum, { seq }) => sum + seq, 0),
  };
}
