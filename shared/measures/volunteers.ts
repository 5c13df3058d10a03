import type { Volunteer } from '../domain/volunteer.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, given, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

export const volunteerMeasures: Measure[] = [
  {
    id: 'registeredVolunteers',
    name: { zh: '注册志愿者', en: 'registered volunteers' },
    definition: {
      zh: '历史基数加上最近一次记录为注册（而非注销）的志愿者。',
      en: 'The baseline and the volunteers whose latest word is registered.',
    },
    unit: { zh: '人', en: 'persons' },
    rules: ['N6'],
    splits: [],
  },
];

/** What a volunteer adds [N6]. */
export const volunteerContributions = (volunteer: Volunteer, context: ContributionContext): Contribution[] =>
  volunteer.registered
    ? [
        {
          ...placeOfSite(volunteer.site, context),
          ...given('team', volunteer.team),
          measure: 'registeredVolunteers',
          span: 'now',
          amount: 1,
          at: volunteer.at,
        },
      ]
    : [];
