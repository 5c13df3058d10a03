import { countedService, isUnsettled, type ServiceRecord } from '../domain/service-record.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, daySpan, given, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

const minuteMs = 60_000;

export const serviceRecordMeasures: Measure[] = [
  {
    id: 'serviceMinutes',
    name: { zh: '志愿服务时长', en: 'service time' },
    definition: {
      zh: '有补录的记录按补录时长计入补录当日；否则按签到至签退的整分钟数计入签到当日，超过单次上限的计0，待补录核定；已撤销的计0。按小时显示，一位小数，向下取整。',
      en: 'A record with late-entered minutes counts those on that day; else the whole minutes from check-in to a later check-out on the day of check-in, but 0 where they exceed the longest shift; a revoked record counts 0. Shown as hours, one decimal, rounded down.',
    },
    unit: { zh: '分钟', en: 'minutes' },
    rules: ['M3'],
    splits: ['team'],
    byHour: true,
    byMember: true,
  },
  {
    id: 'autoServiceMinutes',
    name: { zh: '自动记录时长', en: 'automatically measured service time' },
    definition: {
      zh: '志愿服务时长中由签到签退得出的部分。',
      en: 'The part of service time that check-in and check-out measured.',
    },
    unit: { zh: '分钟', en: 'minutes' },
    rules: ['M4'],
    splits: ['team'],
  },
  {
    id: 'serviceRecords',
    name: { zh: '志愿者上岗人次', en: 'service records' },
    definition: { zh: '计入时长大于0的服务记录数。', en: 'Records that count more than 0 minutes.' },
    unit: { zh: '人次', en: 'records' },
    rules: ['M5'],
    splits: ['team'],
  },
  {
    id: 'activeVolunteers',
    name: { zh: '活跃志愿者', en: 'active volunteers' },
    definition: {
      zh: '有计入时长大于0的服务记录的志愿者，同一区域同一时段内每人计一次。',
      en: 'Distinct volunteers with a record that counts more than 0 minutes, in that area and period.',
    },
    unit: { zh: '人', en: 'persons' },
    rules: ['M6', 'P2'],
    splits: [],
    distinct: true,
  },
  {
    id: 'onDuty',
    name: { zh: '在岗志愿者', en: 'volunteers on duty' },
    definition: {
      zh: '已签到、未签退、未补录、未撤销，且未超过单次上限时长的志愿者，每人计一次。',
      en: 'Distinct volunteers with a check-in and no check-out, late entry or revocation, for at most the longest shift.',
    },
    unit: { zh: '人', en: 'persons' },
    rules: ['N1', 'P2'],
    splits: [],
    distinct: true,
  },
  {
    id: 'openCheckIns',
    name: { zh: '未签退', en: 'open check-ins' },
    definition: {
      zh: '已签到、未签退、未补录、未撤销，且已超过单次上限时长的服务记录。',
      en: 'Records with a check-in and nothing that settles it, for longer than the longest shift.',
    },
    unit: { zh: '条', en: 'records' },
    rules: ['N2'],
    splits: [],
  },
];

/** What a service record adds [M3–M6, N1, N2]. */
export function serviceRecordContributions(
  record: ServiceRecord,
  context: ContributionContext,
): Contribution[] {
  const { maxShiftMinutes } = context.register.county.profile.limits;
  const place = placeOfSite(record.site, context);
  if (isUnsettled(record) && record.checkIn) {
    const { at, volunteer, team } = record.checkIn;
    const common = { ...place, at, span: 'now' as const, amount: 1, ...given('team', team) };
    return context.moment.hasPassed(at + maxShiftMinutes * minuteMs)
      ? [{ ...common, measure: 'openCheckIns' }]
      : [{ ...common, measure: 'onDuty', member: volunteer }];
  }
  const service = countedService(record, maxShiftMinutes);
  if (!service) return [];
  const { at, minutes, volunteer, team, automatic } = service;
  const common = { ...place, at, span: daySpan(at, context), ...given('team', team) };
  const contributions: Contribution[] = [
    { ...common, measure: 'serviceMinutes', amount: minutes, member: volunteer },
    { ...common, measure: 'serviceRecords', amount: 1 },
    { ...common, measure: 'activeVolunteers', amount: 1, member: volunteer },
  ];
  if (automatic) contributions.push({ ...common, measure: 'autoServiceMinutes', amount: minutes });
  return contributions;
}
