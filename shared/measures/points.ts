import type { PointsEntry } from '../domain/points.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, daySpan, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

const unit = { zh: '分', en: 'points' };

export const pointsMeasures: Measure[] = [
  {
    id: 'pointsGranted',
    name: { zh: '积分发放', en: 'points granted' },
    definition: { zh: '按发放当日合计；积分不改变时长。', en: 'Sum by day. Points never change hours.' },
    unit,
    rules: ['M8'],
    splits: [],
  },
  {
    id: 'pointsRedeemed',
    name: { zh: '积分兑换', en: 'points redeemed' },
    definition: { zh: '按兑换当日合计；积分不改变时长。', en: 'Sum by day. Points never change hours.' },
    unit,
    rules: ['M8'],
    splits: [],
  },
];

/** What one granting or redemption adds [M8]. */
export const pointsContributions = (entry: PointsEntry, context: ContributionContext): Contribution[] => [
  {
    ...placeOfSite(entry.site, context),
    measure: entry.granted ? 'pointsGranted' : 'pointsRedeemed',
    span: daySpan(entry.at, context),
    amount: entry.points,
    at: entry.at,
  },
];
