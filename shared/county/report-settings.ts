/** What a profile says of its reports: the columns that a superior asks for, and when reports make themselves. */
import { type Static, Type } from 'typebox';
import { periodMeasures } from '../board/board.ts';

/** A column of the form: a measure of the days of the report, or a number of the board of each place as it stands. */
export const SubmissionColumn = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 40 }),
  measure: Type.Optional(Type.String({ minLength: 1 })),
  path: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  unit: Type.Optional(Type.String({ maxLength: 10 })),
});
export type SubmissionColumn = Static<typeof SubmissionColumn>;

/** By the county's clock. */
const Time = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', default: '08:00' });

export const ReportSchedule = Type.Object({
  /** Of the week before; `weekday` 1 is Monday. */
  weekly: Type.Optional(
    Type.Object({ weekday: Type.Integer({ minimum: 1, maximum: 7, default: 1 }), time: Time }),
  ),
  /** Of the month before. */
  monthly: Type.Optional(
    Type.Object({ day: Type.Integer({ minimum: 1, maximum: 28, default: 1 }), time: Time }),
  ),
});
export type ReportSchedule = Static<typeof ReportSchedule>;

export const ReportSettings = Type.Object({
  columns: Type.Optional(Type.Array(SubmissionColumn, { minItems: 1, maxItems: 24 })),
  schedule: Type.Optional(ReportSchedule),
});
export type ReportSettings = Static<typeof ReportSettings>;

/** Service time that was entered late: what check-in and check-out did not measure [M4]. */
export const lateMinutes = 'lateServiceMinutes';

/** What a column may count over the days of a report. */
export const submissionMeasures: readonly string[] = [
  ...periodMeasures,
  lateMinutes,
  ...['responseRate', 'onTimeRate', 'satisfaction', 'responseMinutesMedian'],
];

/** Numbers of the board that a column may show as they stand. */
const boardPath = /^(now|totals|orders|coverage)\.[A-Za-z]+(\.[A-Za-z-]+)*$/;

/** What is wrong with a column, in Chinese and English; undefined where nothing is. */
export function columnFault({ measure, path }: SubmissionColumn): { zh: string; en: string } | undefined {
  if ((measure === undefined) === (path === undefined))
    return { zh: '应有 measure 或 path 之一', en: 'needs either measure or path' };
  if (measure !== undefined && !submissionMeasures.includes(measure))
    return { zh: `没有指标“${measure}”`, en: `"${measure}" is no measure of a report` };
  if (path !== undefined && !boardPath.test(path))
    return { zh: `“${path}”不是看板上的数`, en: `"${path}" is no number of a board` };
  return undefined;
}

/** Where a profile says nothing else: Mondays and the first of a month at eight. */
export const defaultSchedule: ReportSchedule = {
  weekly: { weekday: 1, time: '08:00' },
  monthly: { day: 1, time: '08:00' },
};

export const defaultColumns: readonly SubmissionColumn[] = [
  { label: '活动场次', measure: 'activities', unit: '场' },
  { label: '惠及人次', measure: 'beneficiaries', unit: '人次' },
  { label: '志愿者上岗人次', measure: 'serviceRecords', unit: '人次' },
  { label: '志愿服务时长', measure: 'serviceMinutes', unit: '小时' },
  { label: '活跃志愿者', measure: 'activeVolunteers', unit: '人' },
  { label: '点单', measure: 'ordersPlaced', unit: '单' },
  { label: '办结', measure: 'ordersCompleted', unit: '单' },
];
