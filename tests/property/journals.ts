/** Journals that a county might have, made so that things collide: few names, few sites, few instants. */
import fc from 'fast-check';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { EventData, EventType } from '../../shared/events/registry.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const site = fc.constantFrom('A1', 'A1', 'A2', 'IA', 'B1', 'C', 'B', 'PA', 'BX');
const activityId = fc.constantFrom('a', 'a', 'b');
const recordId = fc.constantFrom('r', 'r', 's');
const orderId = fc.constantFrom('o', 'o', 'o', 'p');
const volunteerId = fc.constantFrom('v', 'v', 'w');
const teamId = fc.constantFrom('TA', 'TA', 'TB', 'unknown');
const category = fc.constantFrom('lecture', 'opera', 'loose', 'unknown');
const platform = fc.constantFrom('theory', 'culture', 'unknown');
const title = fc.constantFrom('越剧', '讲座', '理发');
const townCode = fc.constantFrom('330127001', '330127002', '330128001');
const stage = fc.constantFrom('solicited', 'running');
const people = fc.integer({ min: 0, max: 9 });
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

/** An event without what its journal shares. */
interface Draft {
  type: EventType;
  site: number;
  id: string;
  when: When;
  data: Record<string, unknown>;
  /** Members of its data that are instants. */
  instants: Record<string, When | undefined>;
}

type Members = Record<string, fc.Arbitrary<unknown>>;

interface Kind {
  type: EventType;
  required?: Members;
  optional?: Members;
  instants?: readonly string[];
}

const work = { required: { recordId, volunteerId }, optional: { teamId } };

const kinds: Kind[] = [
  {
    type: 'activity.published',
    required: { activityId, title, category },
    optional: { platform, teamId },
    instants: ['plannedStart', 'plannedEnd'],
  },
  { type: 'activity.started', required: { activityId }, optional: { title, category, platform, teamId } },
  {
    type: 'activity.ended',
    required: { activityId },
    optional: { participants: people, beneficiaries: people },
  },
  { type: 'activity.cancelled', required: { activityId } },
  { type: 'volunteer.registered', required: { volunteerId }, optional: { teamId } },
  { type: 'volunteer.left', required: { volunteerId } },
  { type: 'volunteer.checked-in', ...work },
  { type: 'volunteer.checked-out', required: { recordId } },
  {
    type: 'service.recorded',
    required: { ...work.required, minutes: fc.constantFrom(1, 59, 60, 1440) },
    optional: work.optional,
  },
  { type: 'service.revoked', required: { recordId, reason: title } },
  {
    type: 'order.placed',
    required: { orderId, kind: fc.constantFrom('service', 'wish'), category, title },
    optional: { townCode, urgent: fc.boolean() },
    instants: ['dueAt'],
  },
  { type: 'order.offered', required: { orderId, teamId } },
  { type: 'order.accepted', required: { orderId, teamId } },
  { type: 'order.declined', required: { orderId, teamId } },
  { type: 'order.completed', required: { orderId }, optional: { beneficiaries: people } },
  { type: 'order.rated', required: { orderId, score: fc.integer({ min: 1, max: 5 }) } },
  { type: 'order.showcased', required: { orderId, consent: fc.constant(true) } },
  { type: 'order.cancelled', required: { orderId } },
  {
    type: 'project.advanced',
    required: { projectId: fc.constantFrom('x', 'y'), stage },
    optional: { title },
  },
  { type: 'points.granted', required: { volunteerId, points: fc.integer({ min: 1, max: 9 }) } },
  { type: 'points.redeemed', required: { volunteerId, points: fc.integer({ min: 1, max: 9 }) } },
  { type: 'site.heartbeat', optional: { people } },
];

function draftOf({ type, required = {}, optional = {}, instants = [] }: Kind): fc.Arbitrary<Draft> {
  const isDue = instants.includes('dueAt');
  return fc.record({
    type: fc.constant(type),
    site: fc.nat(3),
    id,
    when,
    data: fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }),
    instants: fc.record(
      Object.fromEntries(instants.map((name) => [name, isDue ? fc.option(when, { nil: undefined }) : when])),
    ),
  }) as fc.Arbitrary<Draft>;
}

/** A retraction of one of the other events: by its own site, one above, or one that may not. */
interface Retraction {
  target: number;
  /** One of the journal's sites; none for the site of the event it names. */
  site: number | undefined;
  id: string;
  when: When;
  ownSource: boolean;
}

const retraction: fc.Arbitrary<Retraction> = fc.record({
  target: fc.nat(30),
  site: fc.option(fc.nat(3), { nil: undefined }),
  id,
  when,
  ownSource: fc.boolean(),
});

const orderStages = kinds.filter(({ type }) => type.startsWith('order.'));
const recordSteps = kinds.filter(
  ({ type }) => type.startsWith('volunteer.checked') || type.startsWith('service.'),
);
const activitySteps = kinds.filter(({ type }) => type.startsWith('activity.'));
const anyOf = (some: readonly Kind[]): fc.Arbitrary<Draft> => fc.oneof(...some.map(draftOf));

/** Mostly events of one family, so that several meet in one thing. */
const drafts: fc.Arbitrary<Draft[]> = fc.oneof(
  fc.array(anyOf(kinds), { maxLength: 24 }),
  fc.array(anyOf(orderStages), { maxLength: 16 }),
  fc.array(anyOf(recordSteps), { maxLength: 12 }),
  fc.array(anyOf(activitySteps), { maxLength: 12 }),
);

function eventOf(draft: Draft, palette: Palette): JournalEvent {
  const { type, id: name, data, instants } = draft;
  const code = cycled(palette.sites, draft.site);
  const times = Object.entries(instants).flatMap(([member, at]) =>
    at === undefined ? [] : [[member, new Date(instantOf(palette, at)).toISOString()]],
  );
  return {
    seq: 0,
    source: `/sites/${code}`,
    id: name,
    site: code,
    type,
    at: instantOf(palette, draft.when),
    data: { ...data, ...Object.fromEntries(times) } as EventData<EventType>,
  } as JournalEvent;
}

function retractionOf(spec: Retraction, events: readonly JournalEvent[], palette: Palette): JournalEvent[] {
  const target = events[spec.target % Math.max(1, events.length)];
  if (!target) return [];
  const code = spec.site === undefined ? target.site : cycled(palette.sites, spec.site);
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

/** Events of a county that were all accepted: no two have one name. */
export const journals = fc
  .record({
    moment: moments,
    sites: fc.array(site, { minLength: 1, maxLength: 4 }),
    distances: fc.array(distance, { minLength: 1, maxLength: 4 }),
    drafts,
    retractions: fc.array(retraction, { maxLength: 3 }),
  })
  .map(({ moment, sites, distances, drafts: plain, retractions }) => {
    const palette: Palette = { clock: moment.clock, sites, distances };
    const events = plain.map((draft) => eventOf(draft, palette));
    for (const spec of retractions) events.push(...retractionOf(spec, events, palette));
    const named = new Map(events.map((event) => [`${event.source} ${event.id}`, event]));
    return { ...moment, events: [...named.values()] };
  });

/** How a journal comes in: in what order, what of it twice, cut where, projected how far at what instants. */
export const deliveries = fc.record({
  ranks: fc.array(fc.nat(99), { minLength: 32, maxLength: 32 }),
  repeated: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
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
