/** What the feed shows of a thing: activities published, started and ended, order stages, projects. */
import type { Register } from '../county/register.ts';
import type { JoinedThing } from '../domain/join-thing.ts';
import { type ServiceOrder, takingPart } from '../domain/service-order.ts';
import { formatInstant } from '../domain/time.ts';
import type { JournalEvent } from '../events/journal-event.ts';
import { given } from '../measures/contribution-context.ts';
import type { FeedRow } from './board.ts';
import { activityTitle, boardTitle, orderTitle } from './board-text.ts';

/** One row with what a store needs to find it: its place and time. */
export interface FeedEntry {
  seq: number;
  at: number;
  site: string;
  town?: string;
  row: FeedRow;
}

const activityTypes: ReadonlySet<string> = new Set([
  'activity.published',
  'activity.started',
  'activity.ended',
]);

function entry(
  event: JournalEvent,
  id: string,
  place: { site: string; town?: string },
  extra: Partial<FeedRow>,
): FeedEntry {
  const { seq, at, type } = event;
  return { seq, at, ...place, row: { at: formatInstant(at), type, id, title: '', ...place, ...extra } };
}

/** Stages at which an order goes to a team. */
const towardTeam: ReadonlySet<string> = new Set(['order.offered', 'order.accepted']);

function orderRow(event: JournalEvent, order: ServiceOrder, register: Register): FeedEntry {
  const team = 'teamId' in event.data ? event.data.teamId : undefined;
  const receiver = team !== undefined && towardTeam.has(event.type) ? register.team(team) : undefined;
  return entry(
    event,
    order.id,
    { site: order.site, ...given('town', order.town) },
    {
      title: orderTitle(order, register),
      kind: order.orderKind,
      ...given('team', team),
      ...given('toSite', receiver?.site),
      ...given('score', event.type === 'order.rated' ? event.data.score : undefined),
    },
  );
}

/** Rows of the feed that a thing's events make; those that take no part are left out [J7]. */
export function feedEntries(
  thing: JoinedThing,
  events: readonly JournalEvent[],
  register: Register,
): FeedEntry[] {
  const place = { site: thing.site, ...given('town', register.townOfSite(thing.site)) };
  switch (thing.kind) {
    case 'activity':
      return events
        .filter(({ type }) => activityTypes.has(type))
        .map((event) => entry(event, thing.id, place, { title: activityTitle(thing, register) }));
    case 'order':
      return takingPart(events, register).map((event) => orderRow(event, thing, register));
    case 'project':
      return events.map((event) =>
        entry(event, thing.id, place, { title: boardTitle(thing.title ?? '项目') }),
      );
    case 'record':
    case 'volunteer':
    case 'points':
    case 'alert':
      return [];
  }
}
