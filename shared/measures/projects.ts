import type { Project } from '../domain/project.ts';
import type { Contribution } from './contribution.ts';
import { type ContributionContext, placeOfSite } from './contribution-context.ts';
import type { Measure } from './measure.ts';

export const projectMeasures: Measure[] = [
  {
    id: 'projects',
    name: { zh: '项目', en: 'projects by stage' },
    definition: {
      zh: '现处于该阶段的项目，以最近一次进展为准。',
      en: 'Projects now at the stage that their latest event names.',
    },
    unit: { zh: '项', en: 'projects' },
    rules: ['J2', 'P1'],
    splits: ['key'],
  },
];

/** What a project adds: itself, at its stage. */
export const projectContributions = (project: Project, context: ContributionContext): Contribution[] => [
  {
    ...placeOfSite(project.site, context),
    measure: 'projects',
    span: 'now',
    amount: 1,
    at: project.at,
    key: project.stage,
  },
];
