/** An alert whose cause is gone, before what was said of it is added. */
import type { AlertCause, AlertRule } from '../../shared/board/board.ts';

export interface EndedAlert {
  id: string;
  rule: AlertRule;
  title: string;
  scope: string;
  /** From when to when it stood (ms). */
  since: number;
  at: number;
  cause: AlertCause;
}

/** The local days, both included, on which alerts ended that are told. */
export interface EndedSpan {
  from: string;
  to: string;
}
