/** Places and orders that a display may show: those of its own scope. Pure. */
import type { Board } from '../../../shared/board/board.ts';

/** Whether a town or a site lies in a scope; sites by their town, as far as the page knows it. */
export function isWithin(scope: string, place: { town?: string | undefined; site?: string }): boolean {
  const [kind, code = ''] = scope.split(/:(.*)/s);
  if (kind === 'site') return place.site === code;
  return code.length <= 6 || place.town === code;
}

export interface OfferedOrder {
  id: string;
  title: string;
  site: string;
  town?: string;
  overdue: boolean;
}

/** The open orders of a county's board that a display may show, least time left first. */
export function ordersOf(queue: Board['queue'], scope: string, now: number): OfferedOrder[] {
  return Object.entries(queue)
    .filter(([, { town, site }]) => isWithin(scope, { town, site }))
    .sort(([, a], [, b]) => Date.parse(a.limitAt) - Date.parse(b.limitAt))
    .map(([id, { title, site, town, limitAt }]) => ({
      ...{ id, title, site, overdue: Date.parse(limitAt) < now },
      ...(town !== undefined && { town }),
    }));
}

/** The county that a scope lies in, or the first below it that the page has. */
export const countyOf = (scope: string): string | undefined => /^area:(\d{6})/.exec(scope)?.[1];
