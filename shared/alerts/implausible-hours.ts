import type { Register } from '../county/register.ts';
import type { Activity } from '../domain/activity.ts';
import type { Beside } from '../domain/beside.ts';
import type { Confirmations } from '../domain/confirmed.ts';
import {
  beforePublished,
  type Implausible,
  implausibleRules,
  implausibleTogether,
  longShift,
  manyBeneficiaries,
} from '../domain/plausibility.ts';
import { servedOf } from '../domain/served.ts';
import type { ServiceRecord } from '../domain/service-record.ts';
import { recordThing } from '../domain/thing.ts';
import { type ContributionContext, placeOfSite } from '../measures/contribution-context.ts';
import { type AlertDefinition, type AlertEnding, firstEnding } from './alert-rule.ts';

const rule = 'implausible-hours';

/** Everything that is doubted of a record, whether anybody has found it right or not. */
export function implausibleRecord(record: ServiceRecord, register: Register, beside?: Beside): Implausible[] {
  const { maxShiftMinutes } = register.county.profile.limits;
  const limits = { maxShiftMinutes, timeZone: register.timeZone };
  const own = servedOf({ thing: recordThing(record.site, record.id), record }, limits);
  return [
    longShift(record, maxShiftMinutes),
    beforePublished(record, beside?.activity),
    ...(own ? implausibleTogether(own, beside?.served ?? [], limits) : []),
  ].filter((found) => found !== undefined);
}

/** An operator may find right all that is doubted of a thing, or one doubt of it. */
const isConfirmed = (confirmed: Confirmations | undefined, found: Implausible): boolean =>
  [rule, found.rule].some((name) => (confirmed?.[name] ?? Number.NEGATIVE_INFINITY) >= found.at);

/** Since when something is doubted that nobody has found right. */
function doubtedSince(thing: Activity | ServiceRecord, context: ContributionContext): number | undefined {
  const found =
    thing.kind === 'record'
      ? implausibleRecord(thing, context.register, context.beside)
      : [manyBeneficiaries(thing)].filter((one) => one !== undefined);
  const doubts = found.filter((one) => !isConfirmed(thing.confirmed, one)).map(({ at }) => at);
  return doubts.length === 0 ? undefined : Math.min(...doubts);
}

function confirmedEndings({ confirmed = {} }: Activity | ServiceRecord, since: number): AlertEnding[] {
  return [rule, ...implausibleRules].flatMap((name) => firstEnding(since, [['confirmed', confirmed[name]]]));
}

function revokedEndings(record: ServiceRecord, maxShiftMinutes: number): AlertEnding[] {
  const { revokedAt, ...standing } = record;
  const found = longShift(standing, maxShiftMinutes);
  return found ? firstEnding(found.at, [['revoked', revokedAt]]) : [];
}

export const implausibleHours: AlertDefinition = {
  rule,
  name: { zh: '时长存疑', en: 'implausible hours' },
  definition: {
    zh: '同一志愿者一天超过单次上限时长、记录时间重叠、记录早于活动发布、单次超过上限，或一场活动惠及超过2000人次；核实或撤销后关闭。',
    en: 'One volunteer over the longest shift in a day, overlapping records of one volunteer, a record that begins before its activity was published, a shift longer than the longest one, or more than 2,000 beneficiaries of one activity; until confirmed or revoked.',
  },
  rules: ['A6'],
  group: 'thing',
  signals(thing, context) {
    if (thing.kind !== 'record' && thing.kind !== 'activity') return [];
    const since = doubtedSince(thing, context);
    return since === undefined ? [] : [{ severity: 'info', since, ...placeOfSite(thing.site, context) }];
  },
  endings(thing, { register }) {
    if (thing.kind === 'activity')
      return thing.ended && manyBeneficiaries(thing) ? confirmedEndings(thing, thing.ended.at) : [];
    if (thing.kind !== 'record') return [];
    const begins = thing.checkIn?.at ?? thing.recorded?.at;
    if (begins === undefined) return [];
    return [
      ...confirmedEndings(thing, begins),
      ...revokedEndings(thing, register.county.profile.limits.maxShiftMinutes),
    ];
  },
};
