/** Service records and activities that somebody should look at [A6, N2]. */
import { implausibleRecord } from '../../shared/alerts/implausible-hours.ts';
import { activityTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Activity } from '../../shared/domain/activity.ts';
import { activityOfRecord, type Beside, besideMs } from '../../shared/domain/beside.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { type Implausible, manyBeneficiaries } from '../../shared/domain/plausibility.ts';
import { isNear, type NamedRecord, servedOf } from '../../shared/domain/served.ts';
import { countedService, type ServiceRecord } from '../../shared/domain/service-record.ts';
import { activityThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { QualityFinding } from '../../shared/wire/quality.ts';
import {
  type Found,
  type FoundPage,
  type Part,
  type QualityContext,
  siteName,
  spanText,
} from './quality-finding.ts';

export async function thingsIn(
  { view, register }: QualityContext,
  names: readonly string[],
): Promise<Map<string, Thing>> {
  const entities = await view.entities(names, register.code);
  return new Map([...entities].map(([name, { body }]) => [name, JSON.parse(body) as Thing]));
}

/** Things with a contribution to a figure of now, the newest first. */
export async function standingIn(
  { view, register }: QualityContext,
  measure: string,
): Promise<{ thing: string; at: number }[]> {
  const filter = { measure, span: 'now' as const };
  return view.contributions(register.code, filter, { limit: Number.MAX_SAFE_INTEGER });
}

const begunAt = ({ checkIn, recorded }: ServiceRecord): number => checkIn?.at ?? recorded?.at ?? 0;

/** A record by its place: whose it is stays on the server. */
export const recordTitle = (record: ServiceRecord, register: Register): string =>
  `${siteName(record.site, register)} 服务记录`;

export function recordFacts(record: ServiceRecord, register: Register): QualityFinding['facts'] {
  const { checkIn, checkedOutAt, recorded } = record;
  const counted = countedService(record, register.county.profile.limits.maxShiftMinutes);
  return [
    ...(checkIn ? [{ label: '签到', value: formatInstant(checkIn.at), unit: '时刻' }] : []),
    ...(checkedOutAt === undefined
      ? []
      : [{ label: '签退', value: formatInstant(checkedOutAt), unit: '时刻' }]),
    ...(recorded ? [{ label: '补录', value: recorded.minutes, unit: '分钟' }] : []),
    { label: '计入时长', value: counted?.minutes ?? 0, unit: '分钟' },
  ];
}

export function recordFinding(
  kind: QualityFinding['kind'],
  rule: string,
  zh: string,
  { thing, record }: NamedRecord,
  register: Register,
): Found {
  return {
    ...{ kind, rule, zh, thing },
    item: { kind: 'record', id: record.id },
    title: recordTitle(record, register),
    site: record.site,
    ...given('town', register.townOfSite(record.site)),
    at: formatInstant(begunAt(record)),
    others: [],
    facts: recordFacts(record, register),
    commands: [],
  };
}

function saidOf({ rule, amount, others }: Implausible): string {
  switch (rule) {
    case 'long-shift':
      return `单次 ${spanText(amount)}，超过上限`;
    case 'long-day':
      return `与另外 ${others.length} 条记录合计一天 ${spanText(amount)}，超过上限`;
    case 'overlap':
      return `与同一志愿者的另外 ${others.length} 条记录重叠 ${spanText(amount)}`;
    case 'before-published':
      return `早于活动发布 ${spanText(amount)}`;
    case 'many-beneficiaries':
      return `一场活动惠及 ${amount} 人次`;
  }
}

/** The records of the same volunteers near to some, and their activities. */
async function besideThem(context: QualityContext, things: readonly string[]) {
  const { view, register } = context;
  const { maxShiftMinutes } = register.county.profile.limits;
  const withinMs = besideMs(maxShiftMinutes);
  const pairs = await view.recordsBeside(register.code, things, withinMs);
  const known = await thingsIn(context, [...new Set([...things, ...pairs.map(({ record }) => record)])]);
  const records = [...known].flatMap(([thing, record]): NamedRecord[] =>
    record.kind === 'record' ? [{ thing, record }] : [],
  );
  const activities = await thingsIn(
    context,
    records.flatMap(({ record }) => {
      const activity = activityOfRecord(record);
      return activity === undefined ? [] : [activityThing(record.site, activity)];
    }),
  );
  const limits = { maxShiftMinutes, timeZone: register.timeZone };
  const served = new Map(records.map((one) => [one.thing, servedOf(one, limits)]));
  const beside = (one: NamedRecord): Beside => {
    const own = served.get(one.thing);
    const others = pairs.flatMap(({ thing, record }) => {
      const other = thing === one.thing ? served.get(record) : undefined;
      return own && other && isNear(own, other, withinMs) ? [other] : [];
    });
    const activity = activities.get(activityThing(one.record.site, activityOfRecord(one.record) ?? ''));
    return { served: others, ...given('activity', activity?.kind === 'activity' ? activity : undefined) };
  };
  return { known, beside };
}

/** What alerts doubt [A6], with all that is doubted of each thing. */
export async function implausibleFindings(context: QualityContext, part: Part): Promise<FoundPage> {
  const { register } = context;
  const standing = await standingIn(context, 'alert.implausible-hours');
  const things = standing.slice(part.offset, part.offset + part.limit).map(({ thing }) => thing);
  const { known, beside } = await besideThem(context, things);
  const page = things.flatMap((name): Found[] => {
    const thing = known.get(name);
    if (thing?.kind === 'activity') return [activityFinding(name, thing, register)];
    if (thing?.kind !== 'record') return [];
    const one = { thing: name, record: thing };
    const found = implausibleRecord(thing, register, beside(one));
    const others = [...new Set(found.flatMap((doubt) => doubt.others))];
    return [
      {
        ...recordFinding('implausible', 'implausible-hours', found.map(saidOf).join('；'), one, register),
        others: others.flatMap((other) => {
          const record = known.get(other);
          if (record?.kind !== 'record') return [];
          return [{ thing: other, title: recordTitle(record, register), at: formatInstant(begunAt(record)) }];
        }),
        commands: ['confirm', 'revoke'],
      },
    ];
  });
  return { total: standing.length, page };
}

/** An activity that is doubted, or was. */
export function activityFinding(thing: string, activity: Activity, register: Register): Found {
  const doubt = manyBeneficiaries(activity);
  return {
    ...{ kind: 'implausible', rule: 'implausible-hours', thing },
    zh: doubt ? saidOf(doubt) : '惠及人次过多',
    item: { kind: 'activity', id: activity.id },
    title: activityTitle(activity, register),
    site: activity.site,
    ...given('town', register.townOfSite(activity.site)),
    at: formatInstant(activity.ended?.at ?? 0),
    others: [],
    facts: [
      { label: '惠及人次', value: activity.ended?.beneficiaries ?? 0, unit: '人次' },
      { label: '参与人次', value: activity.ended?.participants ?? 0, unit: '人次' },
    ],
    commands: ['confirm', 'revoke'],
  };
}

/** Check-ins that nothing has settled for longer than the longest shift [N2]. */
export async function openCheckInFindings(context: QualityContext, part: Part): Promise<FoundPage> {
  const { register, asOf } = context;
  const standing = await standingIn(context, 'openCheckIns');
  const names = standing.slice(part.offset, part.offset + part.limit).map(({ thing }) => thing);
  const known = await thingsIn(context, names);
  const page = names.flatMap((thing): Found[] => {
    const record = known.get(thing);
    if (record?.kind !== 'record') return [];
    const minutes = Math.floor((asOf - begunAt(record)) / 60_000);
    const zh = `签到后 ${spanText(minutes)} 未签退、未补录`;
    const found = recordFinding('open-check-in', 'open-check-in', zh, { thing, record }, register);
    return [{ ...found, commands: ['revoke'] }];
  });
  return { total: standing.length, page };
}
