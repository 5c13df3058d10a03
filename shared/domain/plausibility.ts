/**
 * What makes hours and people counts implausible [A6]. Nothing here changes a figure: somebody looks at it, and either
 * finds it right or revokes it.
 */
import type { Activity } from './activity.ts';
import { compareUtf8 } from './join.ts';
import type { Served, ServiceLimits } from './served.ts';
import type { ServiceRecord } from './service-record.ts';

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

/** Whether `one` is shown later than `other`: what several records show together is shown at the last of them. */
const isLater = (one: { at: number; thing: string }, other: { at: number; thing: string }): boolean =>
  one.at === other.at ? compareUtf8(one.thing, other.thing) > 0 : one.at > other.at;

/** A day of one volunteer that is too long by the sum of its records. */
function longDay(
  { thing, counted }: Served,
  others: readonly Served[],
  maxShiftMinutes: number,
): Implausible | undefined {
  if (!counted) return undefined;
  const sameDay: { thing: string; at: number }[] = [];
  let amount = counted.minutes;
  for (const other of others) {
    if (other.counted?.day !== counted.day) continue;
    const { at, minutes } = other.counted;
    sameDay.push({ thing: other.thing, at });
    amount += minutes;
  }
  // One record that is too long by itself is a long shift, and is said once.
  if (sameDay.length === 0 || amount <= maxShiftMinutes) return undefined;
  const { at } = counted;
  if (sameDay.some((other) => isLater(other, { thing, at }))) return undefined;
  sameDay.sort((a, b) => (isLater(a, b) ? 1 : -1));
  return { rule: 'long-day', at, amount, others: sameDay.map((other) => other.thing) };
}

/** Those who began earlier and had not ended when this one began. */
function overlap({ thing, stretch }: Served, others: readonly Served[]): Implausible | undefined {
  if (!stretch) return undefined;
  const { from, to } = stretch;
  const own = { thing, at: from };
  const running = others.flatMap((other) => {
    const begun = other.stretch && { thing: other.thing, at: other.stretch.from };
    if (!begun || !other.stretch || other.stretch.to - from < minuteMs || isLater(begun, own)) return [];
    return [{ ...begun, to: other.stretch.to }];
  });
  const shared = Math.min(to, Math.max(...running.map((other) => other.to))) - from;
  if (running.length === 0 || shared < minuteMs) return undefined;
  running.sort((a, b) => (isLater(a, b) ? 1 : -1));
  return {
    rule: 'overlap',
    at: from,
    amount: Math.floor(shared / minuteMs),
    others: running.map((other) => other.thing),
  };
}

/** What a record shows together with others of its volunteer: a day that is too long, and two places at one time. */
export const implausibleTogether = (
  own: Served,
  others: readonly Served[],
  { maxShiftMinutes }: Pick<ServiceLimits, 'maxShiftMinutes'>,
): Implausible[] =>
  [longDay(own, others, maxShiftMinutes), overlap(own, others)].filter((found) => found !== undefined);
