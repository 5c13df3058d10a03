/** Reports that were made and are kept: what was said when, whatever has come since. */

/** A kept report without what it says. */
export interface KeptReportHead {
  id: string;
  /** Of one that a schedule asks for: each is made once, by whichever server comes first. */
  claim?: string;
  scope: string;
  kind: string;
  from: string;
  to: string;
  title: string;
  madeAt: number;
  /** `schedule`, `cli` or `user:<name>`. */
  madeBy: string;
  asOf: string;
  seq: number;
}

export interface KeptReport extends KeptReportHead {
  /** The report as JSON; files are made of it when they are asked for. */
  body: string;
}

export interface ReportStore {
  /**
   * Keeps a report; false where its claim is kept already. Those of a schedule stay for good, of the others the newest
   * `most` do.
   */
  keepReport(report: KeptReport, most: number): Promise<boolean>;
  /** Newest first. */
  keptReports(
    filter: { scope?: string; claim?: string },
    page: { limit: number; before?: { madeAt: number; id: string } },
  ): Promise<KeptReportHead[]>;
  keptReport(id: string): Promise<KeptReport | undefined>;
}
