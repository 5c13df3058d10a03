/**
 * The path under which the definition of a figure of the past is found now: a day of the trend that is over may have left
 * it, and means the same as today's.
 */
export const presentPath = (path: string, today: string): string =>
  path.replace(/^trend\.\d{4}-\d{2}-\d{2}\./, `trend.${today}.`);
