/** Where a replay stands in its span, and how fast it goes. Pure: the time that passes is always an argument. */

export interface Playhead {
  /** The span, in milliseconds since 1970. */
  from: number;
  to: number;
  at: number;
  /** Replayed seconds for each second. */
  speed: number;
  playing: boolean;
}

/** Speeds with a button of their own; the finer ones lie between them. */
export const speeds = [1, 10, 60, 600, 3600] as const;
const ladder = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];

export const slowest = 1;
export const fastest = 3600;

/** The next speed up (1) or down (-1). */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  if (direction === 1) return ladder.find((one) => one > speed) ?? fastest;
  return [...ladder].reverse().find((one) => one < speed) ?? slowest;
}

const within = (head: Playhead, at: number): number => Math.round(Math.min(Math.max(at, head.from), head.to));

export const isEnded = (head: Playhead): boolean => head.at >= head.to;

/** Moves to an instant of the span, the nearest one where it lies outside. At the end nothing plays. */
export function moveTo(head: Playhead, at: number): Playhead {
  const next = within(head, at);
  return { ...head, at: next, playing: head.playing && next < head.to };
}

/** What `elapsedMs` of real time do to it. */
export const advance = (head: Playhead, elapsedMs: number): Playhead =>
  head.playing ? moveTo(head, head.at + elapsedMs * head.speed) : head;

/** Plays on, or once more from the beginning where it is at its end. */
export const play = (head: Playhead): Playhead => ({
  ...head,
  at: isEnded(head) ? head.from : head.at,
  playing: head.from < head.to,
});

export const pause = (head: Playhead): Playhead => ({ ...head, playing: false });

/** The last of these instants before the playhead, else the beginning: where a step back leads. */
export function stepBack(head: Playhead, instants: Iterable<number>): number {
  let last = head.from;
  for (const one of instants) if (one < head.at && one > last) last = one;
  return last;
}
