/** The lines at the head of a report, the same on its page, in print and in a file. Pure. */
import { localTime } from '../domain/time.ts';
import type { ReportHead } from './report.ts';
import { spanText } from './report-span.ts';

/** `2026-11-22 08:00:03`, by the county's clock. */
export const localStamp = (instant: string, timeZone: string): string =>
  localTime(Date.parse(instant), timeZone).slice(0, 19).replace('T', ' ');

/** Period, time of the data, and what must never be overlooked. */
export function headLines({ span, asOf, timeZone, seq, unfinished, demo }: ReportHead): string[] {
  return [
    `统计时段：${spanText(span)}${unfinished ? '（未结束）' : ''}`,
    `数据截至：${localStamp(asOf, timeZone)}（第${seq}条记录）`,
    ...(demo ? ['演示数据：本报表的数字为模拟数据，不得对外使用。'] : []),
  ];
}

/** The name of a file of the report, without its ending: `淳安县…2026年11月工作月报`. */
export const fileStem = ({ place, name, demo }: ReportHead): string =>
  `${place}${name}${demo ? '（演示数据）' : ''}`;
