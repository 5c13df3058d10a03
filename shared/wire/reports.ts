/** Reports over HTTP: shapes that both sides use. */
import type { Report } from '../report/report.ts';

/** One line of `GET /api/v1/reports`, and the answer to `POST`. */
export interface KeptReportAnswer {
  id: string;
  scope: string;
  kind: string;
  from: string;
  to: string;
  title: string;
  madeAt: string;
  /** `schedule`, `cli`, or the name of a user. */
  madeBy: string;
  asOf: string;
  seq: number;
}

/** `GET /api/v1/reports/{id}` */
export interface KeptReportWhole extends KeptReportAnswer {
  report: Report;
}
