import type { RejectionCode } from '../../shared/wire/ingest.ts';
import { bilingual } from '../../shared/wire/problem.ts';

/** Why an event is rejected; the detail names the member in both languages. */
export interface Fault {
  code: RejectionCode;
  detail: string;
}

export const fault = (code: RejectionCode, zh: string, en: string): Fault => ({
  code,
  detail: bilingual(zh, en),
});
