/** Panels one below another: which of them fit into a column, and how its rows are shared. */
import type { PanelId } from '../../../shared/county/wall-ids.ts';
import { type PanelRoom, roomOf } from './panel-room.ts';
import { gap, rowCount } from './seats.ts';

/** Rows of a panel: as few and as many as it may have. */
export interface Span {
  panel: PanelId;
  least: number;
  most: number;
}

/** A tenth of a row less than asked for is not seen. */
const slack = 0.1;

export function spanOf(panel: PanelId, rowHeight: number, room: PanelRoom = roomOf(panel)): Span {
  const rows = (height: number): number => (height + gap) / rowHeight;
  const least = Math.min(rowCount, Math.max(1, Math.ceil(rows(room.least) - slack)));
  return { panel, least, most: Math.min(rowCount, Math.max(least, Math.floor(rows(room.most)))) };
}

const sumOf = (spans: readonly Span[], key: 'least' | 'most'): number =>
  spans.reduce((sum, span) => sum + span[key], 0);

export const leastOf = (spans: readonly Span[]): number => sumOf(spans, 'least');
export const mostOf = (spans: readonly Span[]): number => sumOf(spans, 'most');

/** Those of the panels, in their order, that fit below each other; the first always does. */
export function fitting(spans: readonly Span[], rows: number): Span[] {
  const chosen: Span[] = [];
  for (const span of spans)
    if (chosen.length === 0 || leastOf(chosen) + span.least <= rows) chosen.push(span);
  return chosen;
}

/** All rows shared out: to each what it needs, then one by one to whom most is missing of what it may have. */
export function shareRows(spans: readonly Span[], rows: number): number[] {
  const shares = spans.map(({ least }) => least);
  let rest = rows - shares.reduce((sum, share) => sum + share, 0);
  const wanting = (index: number): number => {
    const { least = 0, most = 0 } = spans[index] ?? {};
    const share = shares[index] ?? 0;
    // Past what all may have, the panels go on growing as they are.
    return share < most ? 1 + (most - share) / Math.max(1, most - least) : most / share;
  };
  while (rest > 0) {
    const next = shares.reduce((best, _share, index) => (wanting(index) > wanting(best) ? index : best), 0);
    shares[next] = (shares[next] ?? 0) + 1;
    rest--;
  }
  while (rest < 0) {
    const widest = shares.indexOf(Math.max(...shares));
    shares[widest] = (shares[widest] ?? 0) - 1;
    rest++;
  }
  return shares;
}
