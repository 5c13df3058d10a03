/** What a display may show: what lies in its own scope. Pure. */

/** Whether a town or a site lies in a scope; sites by their town, as far as the page knows it. */
export function isWithin(scope: string, place: { town?: string | undefined; site?: string }): boolean {
  const [kind, code = ''] = scope.split(/:(.*)/s);
  if (kind === 'site') return place.site === code;
  return code.length <= 6 || place.town === code;
}

/** The county that a scope lies in, or the first below it that the page has. */
export const countyOf = (scope: string): string | undefined => /^area:(\d{6})/.exec(scope)?.[1];
