/** What stands behind a number of a board: its definition, its value at one moment, and the things that make it. */

import { Type } from 'typebox';
import { boardDays } from '../../shared/board/board-days.ts';
import { placeFinder } from '../../shared/board/board-places.ts';
import { figureAt, locatePath } from '../../shared/board/paths.ts';
import type { Figure } from '../../shared/board/paths-figure.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { isSpanPath } from '../../shared/report/span-path.ts';
import type { EvidenceAnswer, EvidenceItem } from '../../shared/wire/http.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { BoardReader } from './board-reader.ts';
import { decodeCursor, encodeCursor, type Seal } from './cursor.ts';
import { EvidencePosition, evidencePage } from './evidence-sources.ts';
import type { Pseudonym } from './masking.ts';
import { invalid, Refusal } from './refusal.ts';
import type { Registers } from './registers.ts';
import { readSpanFigure } from './span-figure.ts';

export interface EvidenceRequest {
  scope: string;
  /** Of a number on the board of the scope, or of any days of it. */
  path: string;
  limit: number;
  cursor?: string;
  sight: Sight;
}

export interface EvidenceOptions {
  boards: BoardReader;
  pseudonym: Pseudonym;
  cursors: Seal;
}

const unknownPath = (path: string) =>
  new Refusal('not-found', {
    zh: `这个范围的数据里没有 ${path}`,
    en: `the board of this scope has no ${path}`,
  });

interface ReadFigure {
  figure: Figure;
  value?: number;
  asOf: number;
  seq: number;
}

async function readBoardFigure(
  view: ReadTransaction,
  shares: ScopeShares,
  boards: BoardReader,
  path: string,
): Promise<ReadFigure> {
  const { board, asOf, seq } = await boards.read(view, shares);
  const located = locatePath(board, path);
  if (located.is === 'unknown') throw unknownPath(path);
  if (located.is === 'other') throw invalid(`${path} 不是数字`, `${path} is not a number`);
  const { parts, aboveCounty } = shares;
  const figure = figureAt({ board, days: boardDays(board.day), parts, aboveCounty }, located.segments);
  if (!figure) throw unknownPath(path);
  return { figure, asOf, seq, ...given('value', located.value) };
}

async function readFigureOfSpan(
  view: ReadTransaction,
  shares: ScopeShares,
  path: string,
): Promise<ReadFigure> {
  const found = await readSpanFigure(view, shares, path);
  if (!found) throw unknownPath(path);
  const positions = await Promise.all(shares.parts.map(({ register }) => view.position(register.code)));
  return {
    ...found,
    asOf: Math.min(...positions.map((position) => position.asOf)),
    seq: positions.reduce((sum, position) => sum + position.seq, 0),
  };
}

function withPlaces(items: readonly EvidenceItem[], registers: readonly Register[]): EvidenceItem[] {
  const find = placeFinder(registers);
  return items.map((item) => {
    const place = item.site === undefined ? undefined : find(item.site);
    const county = registers.find(({ code }) => code === place?.county)?.county.profile.name;
    return { ...item, ...given('place', place && `${county} · ${place.name}`) };
  });
}

/** Value and items are of the same moment: all of it is read in the one view. */
export async function evidenceAnswer(
  view: ReadTransaction,
  registers: Registers,
  { boards, pseudonym, cursors }: EvidenceOptions,
  request: EvidenceRequest,
): Promise<EvidenceAnswer> {
  const { scope, path, limit, cursor, sight } = request;
  const name = `evidence ${scope} ${path}`;
  const position =
    cursor === undefined
      ? { list: 0 }
      : cursors.open(decodeCursor(name, cursor, Type.String()), EvidencePosition);
  const shares = await registers.shares(view, scope);
  const { figure, value, asOf, seq } = isSpanPath(path)
    ? await readFigureOfSpan(view, shares, path)
    : await readBoardFigure(view, shares, boards, path);
  const context = {
    view,
    registers: new Map(shares.parts.map(({ register }) => [register.code, register])),
    pseudonym,
    sight,
  };
  const { items, next } = await evidencePage(context, figure.sources, limit, position);
  return {
    definition: figure.definition,
    ...given('value', value),
    seq,
    asOf: formatInstant(asOf),
    items: shares.aboveCounty ? withPlaces(items, [...context.registers.values()]) : items,
    cursor: next ? encodeCursor(name, cursors.seal(next)) : null,
  };
}
