/** 星级 [R11]: how far a volunteer's hours have come, by the thresholds of the county profile. */

/**
 * Stars (0 and up) for minutes of service. `thresholds` are minutes, ascending, 100/300/600/1000/1500 h unless the
 * profile says otherwise. Hours are rounded down before they are compared.
 */
export function starLevel(minutes: number, thresholds: readonly number[]): number {
  const wholeHours = Math.floor(minutes / 60) * 60;
  return thresholds.filter((threshold) => wholeHours >= threshold).length;
}

/** How many volunteers have each level, from 0; `spread` tells how many have how many minutes. */
export function starCounts(
  spread: readonly { minutes: number; volunteers: number }[],
  thresholds: readonly number[],
): number[] {
  const counts = Array.from({ length: thresholds.length + 1 }, () => 0);
  for (const { minutes, volunteers } of spread) {
    const level = starLevel(minutes, thresholds);
    counts[level] = (counts[level] ?? 0) + volunteers;
  }
  return counts;
}
