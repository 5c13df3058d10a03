/** The rows of a board: what runs now, and what waits. */

import type { BoardPart } from '../../shared/board/board-part.ts';
import { activityTitle } from '../../shared/board/board-text.ts';
import { queueEntry, queueLimit } from '../../shared/board/queue-rows.ts';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { BoardView, ContributionFilter } from '../store/store.ts';
import { thingsOf } from './read-things.ts';

const rowLimit = 50;

const placeFilter = ({ town, site }: ScopeShare) => ({ ...given('town', town), ...given('site', site) });

const nowFilter = (part: ScopeShare, measure: string): ContributionFilter => ({
  ...placeFilter(part),
  measure,
  span: 'now',
});

/** The newest running activities of a part [N3]. */
export async function readRunning(view: BoardView, part: ScopeShare): Promise<BoardPart['running']> {
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, 'activitiesRunning'), {
    limit: rowLimit,
  });
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap((row) => {
    const activity = things.get(row.thing);
    if (activity?.kind !== 'activity') return [];
    const running = {
      title: activityTitle(activity, register),
      site: row.site,
      ...given('town', row.town),
      platform: row.platform ?? 'other',
      since: formatInstant(row.at),
    };
    return [{ at: row.at, id: `${row.site} ${activity.id}`, row: running }];
  });
}

/** The open orders of a part with least time left. */
export async function readQueue(view: BoardView, part: ScopeShare): Promise<BoardPart['queue']> {
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, 'ordersByLimit'), {
    limit: queueLimit,
    oldestFirst: true,
  });
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap(({ thing }) => {
    const order = things.get(thing);
    return (order?.kind === 'order' && queueEntry(order, register)) || [];
  });
}
