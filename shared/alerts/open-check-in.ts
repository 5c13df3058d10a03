import { isUnsettled } from '../domain/service-record.ts';
import { placeOfSite } from '../measures/contribution-context.ts';
import { type AlertDefinition, firstEnding } from './alert-rule.ts';

const minuteMs = 60_000;

export const openCheckIn: AlertDefinition = {
  rule: 'open-check-in',
  name: { zh: '未签退', en: 'open check-in' },
  definition: {
    zh: '已签到、未签退、未补录、未撤销，且已超过单次上限时长的服务记录；补签退、补录或撤销后关闭。',
    en: 'A record with a check-in and nothing that settles it, for longer than the longest shift.',
  },
  rules: ['A5', 'N2'],
  group: 'thing',
  signals(thing, context) {
    if (thing.kind !== 'record' || !thing.checkIn || !isUnsettled(thing)) return [];
    const since = thing.checkIn.at + context.register.county.profile.limits.maxShiftMinutes * minuteMs;
    return context.moment.hasPassed(since)
      ? [{ severity: 'info', since, ...placeOfSite(thing.site, context) }]
      : [];
  },
  endings(thing, { register }) {
    if (thing.kind !== 'record' || !thing.checkIn) return [];
    return firstEnding(thing.checkIn.at + register.county.profile.limits.maxShiftMinutes * minuteMs, [
      ['checked-out', thing.checkedOutAt],
      ['recorded', thing.recorded?.at],
      ['revoked', thing.revokedAt],
    ]);
  },
};
