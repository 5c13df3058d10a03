/** What happened in a span, for the line under the wall. */
import { feedEntries } from '../../shared/board/feed-rows.ts';
import { isJoinedKind, joinThing } from '../../shared/domain/join-thing.ts';
import { kindOfThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { ReplayTimeline } from '../../shared/wire/replay.ts';
import type { PlaceFilter, ReadTransaction } from '../store/store.ts';
import type { CountyState } from './county-state.ts';
import { concerns, type LoggedEvent, type Span } from './span-log.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Widths that a person can say: a quarter of an hour, and not 14 minutes. */
const widths = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3].map((hours) => hours * hour),
];
const maxColumns = 288;
const maxMarks = 200;

export function columnWidth({ from, to }: Pick<Span, 'from' | 'to'>): number {
  return widths.find((width) => (to - from) / width <= maxColumns) ?? Math.ceil((to - from) / maxColumns);
}

function groupOf(type: string): keyof ReplayTimeline['columns'] | undefined {
  if (type.startsWith('activity.')) return 'activities';
  if (type.startsWith('order.')) return 'orders';
  if (type.startsWith('service.') || type.startsWith('volunteer.checked-')) return 'service';
  return undefined;
}

/** Events of each column, by group. The last column holds the end of the span as well. */
export function columnsOf(
  events: Iterable<Pick<LoggedEvent, 'type' | 'metAt'>>,
  span: Pick<Span, 'from' | 'to'>,
): Pick<ReplayTimeline, 'columnMs' | 'columns'> {
  const columnMs = columnWidth(span);
  const count = Math.ceil((span.to - span.from) / columnMs);
  const empty = (): number[] => new Array<number>(count).fill(0);
  const columns = { activities: empty(), orders: empty(), service: empty() };
  for (const { type, metAt } of events) {
    const group = groupOf(type);
    const index = Math.min(count - 1, Math.floor((metAt - span.from) / columnMs));
    if (group) columns[group][index] = (columns[group][index] ?? 0) + 1;
  }
  return { columnMs, columns };
}

/** How telling an event is; 0 where it is one of many. */
function weightOf({ type, data }: Pick<LoggedEvent, 'type' | 'data'>): number {
  switch (type) {
    case 'order.placed':
      return data && (JSON.parse(data) as { urgent?: boolean }).urgent === true ? 4 : 0;
    case 'order.rated':
      return data && (JSON.parse(data) as { score: number }).score <= 2 ? 4 : 0;
    case 'project.advanced':
      return 3;
    case 'activity.started':
      return 2;
    case 'activity.ended':
      return 1;
    default:
      return 0;
  }
}

/** So many of a list, spread evenly over it. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, n) => list[Math.floor((n * list.length) / count)] as T);
}

/** The most telling events in their order; of those that are equally telling some from every time of the span. */
export function mostTelling<E extends Pick<LoggedEvent, 'type' | 'data' | 'metAt'>>(
  events: readonly E[],
  limit = maxMarks,
): E[] {
  const byWeight = new Map<number, E[]>();
  for (const event of events) {
    const weight = weightOf(event);
    if (weight === 0) continue;
    const alike = byWeight.get(weight);
    if (alike) alike.push(event);
    else byWeight.set(weight, [event]);
  }
  const chosen: E[] = [];
  for (const [, list] of [...byWeight].sort(([a], [b]) => b - a)) {
    chosen.push(...spread(list, limit - chosen.length));
  }
  return chosen.sort((a, b) => a.metAt - b.metAt);
}

/** Events with the titles that the feed shows at the end of the span; those that take no part have none. */
async function marksOf(
  view: ReadTransaction,
  { register, log }: CountyState,
  events: readonly LoggedEvent[],
  { to }: Span,
): Promise<ReplayTimeline['marks']> {
  const things = [...new Set(events.map(({ thing }) => thing))];
  const { upToSeq, happenedBy } = log.cutAt(to);
  const standing = await view.eventsOf(register.code, things, upToSeq, happenedBy);
  const titles = new Map<number, string>();
  for (const [name, own] of standing) {
    const kind = kindOfThing(name);
    const thing = isJoinedKind(kind) ? joinThing(kind, own, register) : undefined;
    if (thing) for (const { seq, row } of feedEntries(thing, own, register)) titles.set(seq, row.title);
  }
  return events.flatMap(({ seq, type, metAt }) => {
    const title = titles.get(seq);
    return title === undefined ? [] : [{ at: formatInstant(metAt), type, title }];
  });
}

export interface TimelinePart {
  state: CountyState;
  place: PlaceFilter;
}

export async function timelineOf(
  view: ReadTransaction,
  parts: readonly TimelinePart[],
  span: Span,
): Promise<ReplayTimeline> {
  const told = parts.map(({ state, place }) => ({
    state,
    events: state.log.events.filter((event) => concerns(event, place)),
  }));
  const marks: ReplayTimeline['marks'] = [];
  for (const { state, events } of told) {
    const telling = mostTelling(events, Math.floor(maxMarks / told.length));
    marks.push(...(await marksOf(view, state, telling, span)));
  }
  marks.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    ...columnsOf(
      told.flatMap(({ events }) => events),
      span,
    ),
    marks,
  };
}
