/**
 * What makes hours and people counts implausible [A6]. Nothing here changes a figure: somebody looks at it, and either
 * finds it right or revokes it.
 */
import type { Activity } from './activity.ts';
import { compareUtf8 } from './join.ts';
import { countedService, type ServiceRecord } from './service-record.ts';
import { dayOf } from './time.ts';

export const implausibleRules = [
  'long-shift',
  'long-day',
  'overlap',
  'before-published',
  'many-beneficiaries',
] as const;
export type ImplausibleRule = (typeof implausibleRules)[number];

export const implausibleNames: Readonly<Record<ImplausibleRule, { zh: string; en: string }>> = {
  'long-shift': { zh: '单次时长超过上限', en: 'a shift longer than the longest one' },
  'long-day': { zh: '一人一天时长超过上限', en: 'one volunteer over the longest shift in a day' },
  overlap: { zh: '同一人的记录时间重叠', en: 'overlapping records of one volunteer' },
  'before-published': { zh: '早于活动发布', en: 'a record that begins before its activity was published' },
  'many-beneficiaries': { zh: '一场活动惠及人次过多', en: 'too many beneficiaries of one activity' },
};

/** More people than this are not reached by one activity. */
export const maxBeneficiaries = 2000;

const minuteMs = 60_000;

export interface Implausible {
  rule: ImplausibleRule;
  /** The instant (ms) that it is about. */
  at: number;
  /** Minutes, or persons. */
  amount: number;
  /** Things beside the one that it was found in. */
  others: string[];
}

/** From when to when somebody served, where both are known (ms); a revoked record is nobody's service. */
export function stretchOf(record: ServiceRecord): { from: number; to: number } | undefined {
  const { checkIn, checkedOutAt, recorded, revokedAt } = record;
  if (revokedAt !== undefined || !checkIn) return undefined;
  const to = recorded ? checkIn.at + recorded.minutes * minuteMs : checkedOutAt;
  return to === undefined || to <= checkIn.at ? undefined : { from: checkIn.at, to };
}

/** A shift that is too long by itself; late-entered minutes settle a forgotten check-out [M3]. */
export function longShift(record: ServiceRecord, maxShiftMinutes: number): Implausible | undefined {
  if (record.revokedAt !== undefined) return undefined;
  const { checkIn, checkedOutAt, recorded } = record;
  const clocked = checkIn && checkedOutAt !== undefined ? (checkedOutAt - checkIn.at) / minuteMs : 0;
  const minutes = Math.floor(recorded?.minutes ?? clocked);
  const at = recorded?.at ?? checkIn?.at;
  if (at === undefined || minutes <= maxShiftMinutes) return undefined;
  return { rule: 'long-shift', at, amount: minutes, others: [] };
}

/** A record that begins before its activity was published. */
export function beforePublished(
  record: ServiceRecord,
  activity: Pick<Activity, 'publishedAt'> | undefined,
): Implausible | undefined {
  const at = record.checkIn?.at ?? record.recorded?.at;
  const publishedAt = activity?.publishedAt;
  if (record.revokedAt !== undefined || at === undefined || publishedAt === undefined) return undefined;
  if (at >= publishedAt) return undefined;
  return {
    rule: 'before-published',
    at,
    amount: Math.ceil((publishedAt - at) / minuteMs),
    others: [],
  };
}

export function manyBeneficiaries({ ended }: Pick<Activity, 'ended'>): Implausible | undefined {
  if (!ended || ended.beneficiaries <= maxBeneficiaries) return undefined;
  return { rule: 'many-beneficiaries', at: ended.at, amount: ended.beneficiaries, others: [] };
}

/** One record of a volunteer, with the key of its thing. */
export interface NamedRecord {
  thing: string;
  record: ServiceRecord;
}

/** Findings by the thing that they are shown at: of several records the last one. */
export type Findings = Map<string, Implausible[]>;

function add(findings: Findings, thing: string, found: Implausible): void {
  findings.set(thing, [...(findings.get(thing) ?? []), found]);
}

function findLongDays(
  records: readonly NamedRecord[],
  { maxShiftMinutes, timeZone }: ServiceLimits,
  findings: Findings,
): void {
  const days = new Map<string, { thing: string; at: number; minutes: number }[]>();
  for (const { thing, record } of records) {
    const counted = countedService(record, maxShiftMinutes);
    if (!counted) continue;
    const day = dayOf(counted.at, timeZone);
    days.set(day, [...(days.get(day) ?? []), { thing, at: counted.at, minutes: counted.minutes }]);
  }
  for (const counted of days.values()) {
    const amount = counted.reduce((sum, { minutes }) => sum + minutes, 0);
    const ordered = [...counted].sort((a, b) => a.at - b.at || compareUtf8(a.thing, b.thing));
    const last = ordered.pop();
    // One record that is too long by itself is a long shift, and is said once.
    if (!last || ordered.length === 0 || amount <= maxShiftMinutes) continue;
    add(findings, last.thing, {
      rule: 'long-day',
      at: last.at,
      amount,
      others: ordered.map(({ thing }) => thing),
    });
  }
}

/** Stretches by their beginning: each is held against those that have not ended when it begins. */
function findOverlaps(records: readonly NamedRecord[], findings: Findings): void {
  const stretches = records
    .flatMap(({ thing, record }) => {
      const stretch = stretchOf(record);
      return stretch ? [{ thing, ...stretch }] : [];
    })
    .sort((a, b) => a.from - b.from || compareUtf8(a.thing, b.thing));
  let running: typeof stretches = [];
  for (const stretch of stretches) {
    running = running.filter(({ to }) => to - stretch.from >= minuteMs);
    const [longest] = [...running].sort((a, b) => b.to - a.to);
    const shared = longest ? Math.min(longest.to, stretch.to) - stretch.from : 0;
    if (shared >= minuteMs)
      add(findings, stretch.thing, {
        rule: 'overlap',
        at: stretch.from,
        amount: Math.floor(shared / minuteMs),
        others: running.map(({ thing }) => thing),
      });
    running.push(stretch);
  }
}

export interface ServiceLimits {
  maxShiftMinutes: number;
  timeZone: string;
}

/** What the records of one volunteer show together: days that are too long, and two places at one time. */
export function implausibleTogether(records: readonly NamedRecord[], limits: ServiceLimits): Findings {
  const findings: Findings = new Map();
  findLongDays(records, limits, findings);
  findOverlaps(records, findings);
  return findings;
}
