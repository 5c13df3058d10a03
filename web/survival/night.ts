import type { Wall } from '../../shared/county/scenes.ts';

/** Whether the wall is dimmed at `time` (HH:mm); over midnight where the end comes before the beginning. */
export function isNight(time: string, { from, to }: NonNullable<Wall['night']>): boolean {
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
