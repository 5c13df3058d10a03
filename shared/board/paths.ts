/** From a path of the board, such as `totals.month.activities`, to what the number means and what stands behind it. */
import type { Board, PeriodName } from './board.ts';
import type { Figure, FigureContext } from './paths-figure.ts';
import {
  activeSitesFigure,
  circleFigure,
  nowFigure,
  openSitesFigure,
  orderRateFigure,
  sourcesFigure,
  stageFigure,
  teamsFigure,
  unitsFigure,
} from './paths-now.ts';
import {
  childFigure,
  coverageFigure,
  hourFigure,
  projectFigure,
  splitFigure,
  teamFigure,
  totalsFigure,
  trendFigure,
} from './paths-period.ts';
import { alertFigure, alertsFigure, scoreFigure } from './paths-rows.ts';

export type LocatedPath =
  /** A number, or one that the board leaves out because it has no value. */
  { is: 'number'; segments: string[]; value?: number } | { is: 'other' } | { is: 'unknown' };

/** Numbers that a board may leave out: rates with nothing to divide by, what no profile or register holds, `other` 0. */
const mayBeAbsent: readonly RegExp[] = [
  /^orders\.(responseRate|onTimeRate|satisfaction|responseMinutesMedian)$/,
  /^coverage\.circle\.(covered|units|villages)$/,
  /^coverage\.tiers\.(center|branch|institute|station|point|base)\.units$/,
  /^platforms\.other\.(activities|participants|beneficiaries)$/,
  /^categories\.other\.(activities|ordersPlaced|ordersCompleted)$/,
  /^projects\.other$/,
];

interface Found {
  segments: string[];
  value: unknown;
}

/**
 * Keys may hold dots and spaces, so a path is read along the board itself: at each level the longest key with which
 * the rest begins, and shorter ones where that leads to no number (a team may be called `T1.activities`).
 */
function walk(value: unknown, path: string): Found | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value).filter((key) => path === key || path.startsWith(`${key}.`));
  keys.sort((a, b) => b.length - a.length);
  let other: Found | undefined;
  for (const key of keys) {
    const member = (value as Record<string, unknown>)[key];
    const rest: Found | undefined =
      path === key ? { segments: [], value: member } : walk(member, path.slice(key.length + 1));
    const found = rest && { segments: [key, ...rest.segments], value: rest.value };
    if (typeof found?.value === 'number') return found;
    other ??= found;
  }
  return other;
}

/** Where a path leads on a board. */
export function locatePath(board: Board, path: string): LocatedPath {
  const found = walk(board, path);
  if (found && typeof found.value === 'number')
    return { is: 'number', segments: found.segments, value: found.value };
  if (found) return { is: 'other' };
  return mayBeAbsent.some((pattern) => pattern.test(path))
    ? { is: 'number', segments: path.split('.') }
    : { is: 'unknown' };
}

function nowSection(context: FigureContext, [member = '', key = '']: string[]): Figure {
  if (member === 'sites') return openSitesFigure(context, key, 'N8');
  if (member === 'sources') return sourcesFigure(context, key);
  if (member === 'teams') return teamsFigure(context);
  return member === 'alerts' ? alertsFigure(context) : nowFigure(context, member);
}

function coverageSection(
  context: FigureContext,
  [member = '', key = '', last = '']: string[],
): Figure | undefined {
  switch (member) {
    case 'tiers':
      return last === 'open' ? openSitesFigure(context, key, 'R6') : unitsFigure(context, key);
    case 'activeSites':
      return activeSitesFigure(context, key);
    case 'platforms':
      return coverageFigure(context, key, last);
    case 'circles':
      return circleFigure(context, last, key);
    default:
      return circleFigure(context, key);
  }
}

/** The figure at a path that leads to a number; undefined where its row has no evidence of its own. */
export function figureAt(context: FigureContext, segments: readonly string[]): Figure | undefined {
  const [section = '', ...rest] = segments;
  const [key = '', last = ''] = rest;
  switch (section as keyof Board) {
    case 'totals':
      return totalsFigure(context, key as PeriodName, last);
    case 'now':
      return nowSection(context, rest);
    case 'orders':
      return key === 'month' ? stageFigure(context, last) : orderRateFigure(context, key);
    case 'coverage':
      return coverageSection(context, rest);
    case 'platforms':
      return splitFigure(context, 'platform', key, last);
    case 'categories':
      return splitFigure(context, 'category', key, last);
    case 'children':
      return childFigure(context, key, last);
    case 'trend':
      return trendFigure(context, key, last);
    case 'hours':
      return hourFigure(context, key, last);
    case 'teams':
      return teamFigure(context, key, last);
    case 'projects':
      return projectFigure(context, key);
    case 'alerts':
      return alertFigure(context, key);
    case 'feed':
      return scoreFigure(context, key);
    case 'scope':
    case 'title':
    case 'tz':
    case 'day':
    case 'queue':
    case 'running':
    case 'places':
      return undefined;
  }
}
