/** What does not fit on a page: one sentence for each fault. */
import type { Page } from 'playwright-core';
import { areaOf, type Box, excess, largestEmpty, meet, overlaps } from './boxes.ts';
import { paintsOf, type TextLine, textsOf } from './measure.ts';

export interface View {
  width: number;
  height: number;
  /** A design pixel in CSS pixels. */
  unit: number;
  /** In CSS pixels from the left. */
  seams?: readonly number[];
}

const isPhone = ({ width }: View): boolean => width <= 640;

const named = ({ panel, text }: TextLine): string => `${panel} 「${text}」`;

/** Anti-aliasing and the roundness of letters. */
const slackOf = ({ unit }: View): number => 2 * Math.max(1, unit);

/** A text that is cut off, unless it ends in … and can be read whole in its title. */
function clipped(line: TextLine, view: View): string[] {
  const { across, down } = excess(line.ink, line.seen);
  const slack = slackOf(view);
  if (down > slack) return [`${named(line)} is cut off by ${Math.round(down)} px from above or below`];
  if (across <= slack) return [];
  if (line.whole?.includes(line.text)) return [];
  return [`${named(line)} is cut off by ${Math.round(across)} px at its side, and nothing says it whole`];
}

/** The least size that may be read: on a phone that of its meta lines, and of names on its map. */
function small(line: TextLine, view: View): string[] {
  const least = isPhone(view) ? (line.panel === 'map' ? 11 : 13) : 16;
  const size = line.size / view.unit;
  return size < least - 0.1 ? [`${named(line)} is ${size.toFixed(1)} px, less than ${least}`] : [];
}

function outside(line: TextLine, view: View): string[] {
  const bottom = isPhone(view) ? Number.POSITIVE_INFINITY : view.height;
  const { across, down } = excess(meet(line.ink, line.seen), { left: 0, top: 0, right: view.width, bottom });
  return Math.max(across, down) > 1 ? [`${named(line)} is outside the screen`] : [];
}

function onSeam(line: TextLine, view: View): string[] {
  if (line.panel === 'map') return [];
  const { left, right } = meet(line.ink, line.seen);
  const seam = (view.seams ?? []).find((one) => left < one && one < right);
  return seam === undefined ? [] : [`${named(line)} lies on the seam at ${Math.round(seam)}`];
}

/** Texts on one another; `ink` is what is to be seen of each. */
function collisions(lines: readonly TextLine[], view: View): string[] {
  const seen = lines
    .map((line) => ({ line, box: meet(line.ink, line.seen) }))
    .sort((a, b) => a.box.left - b.box.left);
  const faults: string[] = [];
  seen.forEach(({ line, box }, index) => {
    for (let next = index + 1; next < seen.length; next++) {
      const other = seen[next];
      if (!other || other.box.left > box.right) break;
      if (line.node !== other.line.node && overlaps(box, other.box, slackOf(view)))
        faults.push(`${named(line)} and ${named(other.line)} overlap`);
    }
  });
  return faults;
}

const emptyMost = 0.08;
const cellSize = 10;

/** A band: the largest rectangle anywhere on the screen in which nothing at all is painted but grounds of panels. */
async function emptyBand(page: Page, lines: readonly TextLine[], view: View): Promise<string[]> {
  const cell = cellSize * view.unit;
  const painted = [...(await paintsOf(page, cell)), ...lines.map(({ ink, seen }) => meet(ink, seen))];
  const screen: Box = { left: 0, top: 0, right: view.width, bottom: view.height };
  const empty = largestEmpty(painted, screen, cell);
  const share = areaOf(empty) / areaOf(screen);
  const at = [empty.left, empty.top, empty.right, empty.bottom].map(Math.round).join();
  return share > emptyMost ? [`${(share * 100).toFixed(1)} % of the screen are empty at ${at}`] : [];
}

/** Everything on the page that does not fit the view. */
export async function misfits(page: Page, view: View): Promise<string[]> {
  const lines = await textsOf(page);
  const faults = [
    ...lines.flatMap((line) => [clipped, small, outside, onSeam].flatMap((check) => check(line, view))),
    ...collisions(lines, view),
  ];
  // The pixels of large canvases are slow to read: first the letters must stand where they belong.
  return faults.length > 0 || isPhone(view) ? faults : emptyBand(page, lines, view);
}
