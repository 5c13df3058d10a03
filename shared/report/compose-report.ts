/** A report from its numbers. Pure: the same numbers make the same report. */
import { dayOf } from '../domain/time.ts';
import { measureOf } from '../measures/registry.ts';
import type { ReportNumbers } from './numbers.ts';
import type { Report, ReportDefinition } from './report.ts';
import { reportName } from './report-span.ts';
import {
  alertsSection,
  coverageSection,
  ordersSection,
  qualitySection,
  volunteersSection,
} from './sections-now.ts';
import { figuresSection, measuresOf, partSections, trendSection, unitOfMeasure } from './sections-period.ts';
import { cohortMeasures } from './span-path.ts';
import { submissionSection } from './submission.ts';

/** What boards say of a month, a report says of its own days. */
const ofThisSpan = (text: string): string => text.replace(/本月/g, '本期');

function definitionsOf(numbers: ReportNumbers): ReportDefinition[] {
  const ids = [...measuresOf(numbers), 'autoServiceMinutes', ...cohortMeasures];
  return ids.map((id) => {
    const { name, definition, unit, rules } = measureOf(id);
    const isDaily = !cohortMeasures.some((cohort) => cohort === id);
    return {
      name: name.zh,
      unit: isDaily ? unitOfMeasure(id) : unit.zh,
      text: ofThisSpan(definition.zh),
      rules: [...rules],
    };
  });
}

export function composeReport(numbers: ReportNumbers): Report {
  const { scope, place, kind, span, before, lastYear, timeZone, asOf, seq, demo } = numbers;
  const { columns, rows } = numbers.submission;
  return {
    version: 1,
    head: {
      ...{
        scope,
        place,
        name: reportName(kind, span),
        kind,
        span,
        before,
        lastYear,
        timeZone,
        asOf,
        seq,
        demo,
      },
      unfinished: dayOf(Date.parse(asOf), timeZone) <= span.to,
    },
    sections: [
      figuresSection(numbers),
      trendSection(numbers),
      ...partSections(numbers),
      ordersSection(numbers),
      volunteersSection(numbers),
      coverageSection(numbers),
      alertsSection(numbers),
      qualitySection(numbers),
      submissionSection(columns, rows, span, numbers.childWord),
    ],
    definitions: definitionsOf(numbers),
  };
}
