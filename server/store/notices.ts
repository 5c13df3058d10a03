/** Notices that go to another system: kept until they are delivered, and for a while after. */

export interface NoticeRow {
  /** Made of what it tells, so that nothing is told twice. */
  id: string;
  /** The payload, byte for byte as it is signed. */
  body: string;
  createdAt: number;
  /** How often it was tried in vain since it came, or since somebody asked for another try. */
  attempts: number;
  /** When it is tried next (ms); absent once it is delivered or given up. */
  nextAt?: number;
  deliveredAt?: number;
  /** Why the last try failed. */
  lastError?: string;
}

/** `waiting` for its next try, `delivered`, or given up: `dead`. */
export type NoticeState = 'waiting' | 'delivered' | 'dead';

export type NoticeResult =
  | { deliveredAt: number }
  /** Without `nextAt` it is given up. */
  | { error: string; attempts: number; nextAt?: number };

export interface NoticeStore {
  /** Keeps those whose id is new; answers how many. */
  addNotices(notices: readonly Pick<NoticeRow, 'id' | 'body' | 'createdAt'>[]): Promise<number>;
  /** Those whose next try is due, the earliest first. */
  noticesDue(now: number, limit: number): Promise<NoticeRow[]>;
  /**
   * Takes a notice that is due upon oneself until an instant, after which it is due again; false where another server
   * has taken it.
   */
  claimNotice(due: Pick<NoticeRow, 'id' | 'nextAt'>, until: number): Promise<boolean>;
  /** Newest first. */
  notices(filter: { state?: NoticeState }, limit: number): Promise<NoticeRow[]>;
  settleNotice(id: string, result: NoticeResult): Promise<void>;
  /** Has one that is not delivered tried again from the beginning; false where there is none. */
  retryNotice(id: string, now: number): Promise<boolean>;
  /** Forgets what was delivered before an instant. */
  forgetNotices(deliveredBefore: number): Promise<number>;
}
