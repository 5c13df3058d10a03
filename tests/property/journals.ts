/** Journals that a county might have, made so that things collide: few names, few sites, few instants. */
import fc from 'fast-check';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { EventData, JournalEventType } from '../../shared/events/registry.ts';
import { type Kind, kinds, members } from './event-kinds.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const site = fc.constantFrom('A1', 'A1', 'A2', 'IA', 'B1', 'C', 'B', 'PA', 'BX');
/** Ids whose order by UTF-8 bytes is neither that of UTF-16 nor an alphabet's. */
const id = fc
  .tuple(fc.constantFrom('1', '10', 'Z', 'a', 'é', '\uFF5E', '\u{1F600}', '\u{20000}'), fc.nat(3))
  .map(([name, number]) => `${name}${number}`);

/** Where the clock stands: midnights of a day, a week, a month, a year, a day in the middle, and turned clocks. */
const moments = fc
  .constantFrom(
    ['Asia/Shanghai', '2026-11-22T12:00:00+08:00'],
    ['Asia/Shanghai', '2026-11-22T23:59:30+08:00'],
    ['Asia/Shanghai', '2026-11-23T00:00:30+08:00'],
    ['Asia/Shanghai', '2026-11-30T23:58:00+08:00'],
    ['Asia/Shanghai', '2026-12-01T00:02:00+08:00'],
    ['Asia/Shanghai', '2026-12-31T23:59:59.999+08:00'],
    ['Asia/Shanghai', '2027-01-01T00:00:00+08:00'],
    ['America/New_York', '2026-11-02T00:30:00-05:00'],
    ['America/Havana', '2026-03-08T04:59:30Z'],
    ['America/Havana', '2026-03-08T05:00:00Z'],
  )
  .map(([zone = '', text = '']) => ({ zone, clock: Date.parse(text) }));

/** How far an event lies from the clock: at limits of the rules, a little before and after, and anywhere. */
const distance = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -1, 1, -2, 2, 5).map((minutes) => minutes * minute) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          15 * minute,
          hour,
          2 * hour,
          6 * hour,
          12 * hour,
          day,
          7 * day,
          29 * day,
          30 * day,
          31 * day,
        ),
        fc.constantFrom(0, -1, 1, minute, -minute),
      )
      .map(([ago, more]) => -ago + more),
  },
  { weight: 1, arbitrary: fc.integer({ min: -400 * 24 * 60, max: 5 }).map((minutes) => minutes * minute) },
);

/** What the events of one journal share, so that they meet at one site and at one instant. */
interface Palette {
  clock: number;
  kinds: Kind[];
  sites: string[];
  distances: number[];
}

/** Which of the instants of a journal, and how far beside it. */
interface When {
  instant: number;
  beside: number;
}

const when: fc.Arbitrary<When> = fc.record({
  instant: fc.nat(3),
  beside: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(-1, 1, minute, -minute, hour) },
    { weight: 1, arbitrary: fc.constantFrom(-7 * day, -12 * hour, -day, -2 * hour) },
  ),
});

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Stations never send what lies more than 5 minutes ahead. */
const instantOf = ({ clock, distances }: Palette, { instant, beside }: When): number =>
  clock + Math.min(cycled(distances, instant) + beside, 5 * minute);

/** An event without what its journal shares: all members that any kind of event may have. */
interface Draft {
  /** Which of the kinds of its journal. */
  kind: number;
  site: number;
  id: string;
  when: When;
  members: Record<string, unknown>;
  instants: Record<string, When>;
  /** Whether it carries what it may leave out, one after the other. */
  carries: boolean[];
}

const instants = { plannedStart: when, plannedEnd: when, dueAt: when, until: when };

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.nat(28),
  site: fc.nat(3),
  id,
  when,
  members: fc.record(members),
  instants: fc.record(instants),
  carries: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});

/** Kinds that one journal has: those of one family, a few of them, or all. An order is nothing without its beginning. */
const someKinds: fc.Arbitrary<Kind[]> = fc
  .tuple(
    fc.constantFrom('order.', 'order.', 'activity.', 'volunteer.', 'service.', 'p', ''),
    fc.array(fc.nat(28), { minLength: 1, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([prefix, picked, few]) => {
    const family = kinds.filter(
      ({ type }) =>
        type.startsWith(prefix) ||
        (prefix === 'service.' && (type.includes('checked') || type === 'activity.published')) ||
        (prefix !== 'p' && type.startsWith('desk.')),
    );
    if (!few) return family;
    const chosen = picked.map((index) => cycled(family, index));
    return prefix === 'order.' ? [...kinds.filter(({ type }) => type === 'order.placed'), ...chosen] : chosen;
  });

/** A retraction of one of the other events: by its own site, one above, or one that may not. */
interface Retraction {
  target: number;
  /** One of the journal's sites, the center above all of them, or the site of the event it names. */
  site: number | 'center' | 'same';
  id: string;
  when: When;
  ownSource: boolean;
}

const retraction: fc.Arbitrary<Retraction> = fc.record({
  target: fc.nat(30),
  site: fc.oneof(fc.nat(3), fc.constantFrom('center' as const, 'same' as const)),
  id,
  when,
  ownSource: fc.boolean(),
});

function dataOf(
  { required = [], optional = [] }: Kind,
  one: Draft,
  palette: Palette,
): Record<string, unknown> {
  const names = [...required, ...optional.filter((_, index) => one.carries[index])];
  const memberOf = (name: string): unknown => {
    const at = one.instants[name];
    return at ? new Date(instantOf(palette, at)).toISOString() : one.members[name];
  };
  return Object.fromEntries(names.map((name) => [name, memberOf(name)]));
}

function eventOf(one: Draft, palette: Palette): JournalEvent {
  const kind = cycled(palette.kinds, one.kind);
  const code = cycled(palette.sites, one.site);
  return {
    seq: 0,
    source: `/sites/${code}`,
    id: one.id,
    site: code,
    type: kind.type,
    at: instantOf(palette, one.when),
    ...(kind.type.startsWith('desk.') ? { actor: 'user:wang' } : {}),
    data: dataOf(kind, one, palette) as EventData<JournalEventType>,
  } as JournalEvent;
}

function retractionOf(spec: Retraction, events: readonly JournalEvent[], palette: Palette): JournalEvent[] {
  const target = events[spec.target % Math.max(1, events.length)];
  if (!target) return [];
  const codes = { center: 'C', same: target.site };
  const code = typeof spec.site === 'number' ? cycled(palette.sites, spec.site) : codes[spec.site];
  const mayOmit = code === target.site && spec.ownSource;
  return [
    {
      seq: 0,
      source: `/sites/${code}`,
      id: spec.id,
      site: code,
      type: 'event.retracted',
      at: instantOf(palette, spec.when),
      data: { eventId: target.id, reason: '更正', ...(mayOmit ? {} : { eventSource: target.source }) },
    },
  ];
}

interface MomentOfCounty {
  zone: string;
  clock: number;
}

/** Events of a county that were all accepted, at one of these moments: no two have one name. */
export const journalsAt = (moment: fc.Arbitrary<MomentOfCounty>) =>
  fc
    .record({
      moment,
      sites: fc.array(site, { minLength: 1, maxLength: 4 }),
      distances: fc.array(distance, { minLength: 1, maxLength: 4 }),
      kinds: someKinds,
      drafts: fc.array(draft, { maxLength: 28, size: 'max' }),
      retractions: fc.array(retraction, { maxLength: 3 }),
    })
    .map(({ moment, drafts, retractions, ...shared }) => {
      const palette: Palette = { clock: moment.clock, ...shared };
      const events = drafts.map((one) => eventOf(one, palette));
      for (const spec of retractions) events.push(...retractionOf(spec, events, palette));
      const named = new Map(events.map((event) => [`${event.source} ${event.id}`, event]));
      return { ...moment, events: [...named.values()] };
    });

export const journals = journalsAt(moments);

/** How a journal comes in: in what order, what of it twice, cut where, projected how far at what instants. */
export const deliveries = fc.record({
  ranks: fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
  repeated: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  batches: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  limits: fc.array(fc.constantFrom(1, 2, 3, 7, 500), { minLength: 1, maxLength: 4 }),
  /** Of the time from two days before the clock to the clock, at each batch. */
  hoursBefore: fc.array(fc.integer({ min: 0, max: 48 }), { minLength: 1, maxLength: 4 }),
});

/** How long nothing is heard before a board is looked at again. */
export const silences = fc.constantFrom(
  1,
  30_000,
  minute,
  15 * minute,
  15 * minute + 1,
  2 * hour + 1,
  6 * hour + 1,
  12 * hour + 1,
  day,
  7 * day + 1,
  30 * day,
  31 * day,
);
