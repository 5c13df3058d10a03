/** Rows of the oracle's board: what runs, what waits, what is told. Texts that no rule gives are empty. */
import type { Board, BoardQueued, FeedRow } from '../../shared/board/board.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { Facts, Where } from './oracle-facts.ts';

type Inside = (where: Where) => boolean;

const iso = (at: number): string => new Date(at).toISOString();
const place = ({ site, town }: Where): { site: string; town?: string } =>
  town === undefined ? { site } : { site, town };

export function runningRows({ running }: Facts, inside: Inside): Board['running'] {
  const own = running.filter(inside).sort((a, b) => b.since - a.since);
  return Object.fromEntries(
    own
      .slice(0, 50)
      .map(({ id, title, platform, since, ...where }) => [
        `${where.site} ${id}`,
        { ...place(where), title: title ?? '', platform, since: iso(since) },
      ]),
  );
}

/** [N4] [N5] */
export function queueRows({ orders, teamName }: Facts, inside: Inside): Board['queue'] {
  const rows = orders
    .filter((order) => order.open && inside(order))
    .map((order) => {
      const unanswered = order.answered === undefined;
      const limit = unanswered && order.answerBy < order.due ? order.answerBy : order.due;
      const team = order.team ?? order.offeredTo;
      const name = team === undefined ? undefined : teamName(team);
      const row: BoardQueued = {
        ...place(order),
        title: order.title,
        kind: order.wish ? 'wish' : 'service',
        ...(order.urgent ? { urgent: true } : {}),
        step: order.team !== undefined ? 'accepted' : order.offeredTo !== undefined ? 'offered' : 'placed',
        ...(name === undefined ? {} : { team: name }),
        placedAt: iso(order.placed),
        limitAt: iso(limit),
        waitsFor: unanswered ? 'answer' : 'completion',
      };
      return { id: order.id, limit, row };
    });
  rows.sort((a, b) => a.limit - b.limit || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
  return Object.fromEntries(rows.slice(0, 30).map(({ id, row }) => [id, row]));
}

function orderRow(event: JournalEvent, order: Facts['orders'][number], facts: Facts): FeedRow {
  const { data, type } = event;
  const team = 'teamId' in data ? data.teamId : undefined;
  const received = type === 'order.offered' || type === 'order.accepted';
  const toSite = received && team !== undefined ? facts.teamSite(team) : undefined;
  return {
    ...place(order),
    at: iso(event.at),
    type,
    id: order.id,
    title: order.title,
    kind: order.wish ? 'wish' : 'service',
    ...(team === undefined ? {} : { team }),
    ...(toSite === undefined ? {} : { toSite }),
    ...(type === 'order.rated' ? { score: data.score } : {}),
  };
}

const idOf = ({ data }: JournalEvent): string => {
  const id = 'activityId' in data ? data.activityId : 'projectId' in data ? data.projectId : undefined;
  return id ?? '';
};

export function feedRows(facts: Facts, inside: Inside): Board['feed'] {
  const told = ['activity.published', 'activity.started', 'activity.ended', 'project.advanced'];
  const ofThings = [
    ...facts.activities.map(({ events, title, site }) => ({ events, title, where: facts.placeOf(site) })),
    ...facts.projects.map(({ events, title, site }) => ({ events, title, where: facts.placeOf(site) })),
  ].flatMap(({ events, title, where }) =>
    events
      .filter(({ type }) => told.includes(type))
      .map((event) => ({
        event,
        where,
        row: { ...place(where), at: iso(event.at), type: event.type, id: idOf(event), title: title ?? '' },
      })),
  );
  const ofOrders = facts.orders.flatMap((order) =>
    order.parts
      .filter(({ type }) => type.startsWith('order.'))
      .map((event) => ({ event, where: order, row: orderRow(event, order, facts) })),
  );
  const rows = [...ofThings, ...ofOrders].filter(({ where }) => inside(where));
  rows.sort((a, b) => b.event.at - a.event.at || b.event.seq - a.event.seq);
  return Object.fromEntries(rows.slice(0, 30).map(({ event, row }) => [String(event.seq), row]));
}
