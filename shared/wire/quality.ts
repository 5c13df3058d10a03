/** What the desk reads and says of the quality of the data: shapes that both sides use. Instants are RFC 3339 in UTC. */

/** Findings by what is wrong; of `source` each row is a site that has not been heard of lately [N7]. */
export const qualityKinds = [
  'duplicate-order',
  'duplicate-record',
  'late-entry',
  'open-check-in',
  'implausible',
  'left-out',
  'source',
] as const;
export type QualityKind = (typeof qualityKinds)[number];

export type QualityCommand = 'confirm' | 'revoke';

/** `GET /api/v1/desk/quality?county=&kind=&limit=&cursor=`: findings, the newest first; sources the longest silent first. */
export interface QualityAnswer {
  /** Open findings of every kind, by which tabs show their counts. */
  counts: Record<QualityKind, number>;
  items: QualityFinding[];
  cursor: string | null;
  asOf: string;
}

export interface QualityFinding {
  /** Of this finding, and the same for as long as it stands. */
  id: string;
  kind: QualityKind;
  /** What was found: the rule that a confirmation names. */
  rule: string;
  /** In words: 与另一条记录重叠 38 分钟. */
  zh: string;
  /** The thing: `order:o-1`, `record:<site>:<id>`, `activity:<site>:<id>`, `site:<code>`. */
  thing: string;
  item: { kind: 'order' | 'record' | 'activity' | 'site' | 'event'; id: string };
  title: string;
  site: string;
  town?: string;
  at: string;
  /** Other things that it has to do with. */
  others: { thing: string; title: string; at?: string }[];
  /** What it rests on, in its unit: minutes, persons, or an instant. */
  facts: { label: string; value: number | string; unit: string }[];
  /** Newest seq of the thing; 0 where nothing was said of it. */
  seen: number;
  commands: QualityCommand[];
  /** Somebody looked at it lately and found it right; such a finding stands after the open ones. */
  confirmed?: { at: string; actor: string; note?: string };
  /** This user’s last command on it can be taken back by this seq. */
  undoable?: number;
}

/**
 * `POST /api/v1/desk/quality/{county}/{command}` with `CommandEnvelope`: `confirm` says that it is right, `revoke` takes
 * the record, or the event that is wrong, out of every figure; `undo` takes one’s own confirmation, or the revocation of
 * a record, back. An event that was retracted must be sent anew. Answers `CommandAnswer`.
 */
export interface QualityCommands {
  confirm: { thing: string; rule: string; note?: string };
  revoke: { thing: string; rule: string; reason: string };
  undo: { thing: string; seq: number };
}
