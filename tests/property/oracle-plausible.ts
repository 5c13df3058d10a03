/** [A6] What the oracle doubts of records and activities, by looking at every pair of them. */
import type { County } from '../../shared/county/county.ts';
import type { Facts } from './oracle-facts.ts';
import { dayAt } from './oracle-time.ts';

const minute = 60_000;

type Record = Facts['records'][number];

interface Doubt {
  rule: string;
  at: number;
}

const thingOf = ({ site, id }: Record): string => `record:${site}:${id}`;
const isLater = (a: { at: number; thing: string }, b: { at: number; thing: string }): boolean =>
  a.at > b.at || (a.at === b.at && Buffer.compare(Buffer.from(a.thing), Buffer.from(b.thing)) > 0);

function stretch({ into, out, entered, revoked }: Record): { from: number; to: number } | undefined {
  if (!into || revoked) return undefined;
  const to = entered ? into.at + entered.data.minutes * minute : out;
  return to !== undefined && to > into.at ? { from: into.at, to } : undefined;
}

/** Instants at which a record names the volunteer that it counts for. */
const named = ({ into, entered, volunteer }: Record): number[] =>
  [into, entered].flatMap((event) => (event?.data.volunteerId === volunteer ? [event.at] : []));

function isNear(a: Record, b: Record, withinMs: number): boolean {
  if (a === b || a.volunteer !== b.volunteer) return false;
  return named(a).some((one) => named(b).some((other) => Math.abs(one - other) <= withinMs));
}

function ofOne(record: Record, { activities }: Facts, longest: number): Doubt[] {
  const { into, out, entered, site, revoked } = record;
  const doubts: Doubt[] = [];
  if (revoked) return doubts;
  const clocked = into && out !== undefined ? Math.floor((out - into.at) / minute) : 0;
  const [counts, begins] = [entered ?? into, into ?? entered];
  if (counts && (entered?.data.minutes ?? clocked) > longest)
    doubts.push({ rule: 'long-shift', at: counts.at });
  const activity = into?.data.activityId ?? entered?.data.activityId;
  const published = activities.find((one) => one.site === site && one.id === activity)?.published;
  if (begins && published !== undefined && begins.at < published)
    doubts.push({ rule: 'before-published', at: begins.at });
  return doubts;
}

function together(record: Record, others: readonly Record[], county: County): Doubt[] {
  const { limits, timezone } = county.profile;
  const doubts: Doubt[] = [];
  const sameDay = others.filter(
    ({ minutes, at }) => minutes > 0 && dayAt(at, timezone) === dayAt(record.at, timezone),
  );
  const sum = sameDay.reduce((total, { minutes }) => total + minutes, record.minutes);
  const isLast = sameDay.every((other) =>
    isLater({ at: record.at, thing: thingOf(record) }, { at: other.at, thing: thingOf(other) }),
  );
  if (record.minutes > 0 && sameDay.length > 0 && isLast && sum > limits.maxShiftMinutes)
    doubts.push({ rule: 'long-day', at: record.at });
  const own = stretch(record);
  const clash = others.some((other) => {
    const theirs = stretch(other);
    if (!own || !theirs) return false;
    const after = isLater(
      { at: own.from, thing: thingOf(record) },
      { at: theirs.from, thing: thingOf(other) },
    );
    return after && Math.min(own.to, theirs.to) - own.from >= minute;
  });
  if (own && clash) doubts.push({ rule: 'overlap', at: own.from });
  return doubts;
}

/** Things that are doubted, each since its earliest doubt that nobody has found groundless. */
export function doubtsOf(facts: Facts, county: County): { thing: string; site: string; since: number }[] {
  const longest = county.profile.limits.maxShiftMinutes;
  const near = Math.max(25 * 60, longest) * minute;
  const ofRecords = facts.records.map((record) => ({
    thing: thingOf(record),
    site: record.site,
    doubts: [
      ...ofOne(record, facts, longest),
      ...together(
        record,
        facts.records.filter((other) => isNear(record, other, near)),
        county,
      ),
    ],
  }));
  const ofActivities = facts.activities.map(({ site, id, ended }) => ({
    thing: `activity:${site}:${id}`,
    site,
    doubts:
      ended && (ended.data.beneficiaries ?? 0) > 2000 ? [{ rule: 'many-beneficiaries', at: ended.at }] : [],
  }));
  return [...ofRecords, ...ofActivities].flatMap(({ thing, site, doubts }) => {
    const left = doubts.filter(
      ({ rule, at }) =>
        !facts.confirmed.some(
          (word) =>
            word.data.thing === thing &&
            ['implausible-hours', rule].includes(word.data.rule) &&
            word.at >= at,
        ),
    );
    return left.length === 0 ? [] : [{ thing, site, since: Math.min(...left.map(({ at }) => at)) }];
  });
}
