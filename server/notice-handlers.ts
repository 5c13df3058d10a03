import type { NoticeResult, NoticeRow, NoticeStore } from './store/store.ts';

/** What the writing thread does for notices to another system. */
export const noticeHandlers = (store: NoticeStore) => ({
  addNotices: (notices: Pick<NoticeRow, 'id' | 'body' | 'createdAt'>[]): Promise<number> =>
    store.addNotices(notices),
  claimNotice: (due: Pick<NoticeRow, 'id' | 'nextAt'>, until: number): Promise<boolean> =>
    store.claimNotice(due, until),
  settleNotice: (id: string, result: NoticeResult): Promise<void> => store.settleNotice(id, result),
  retryNotice: (id: string, now: number): Promise<boolean> => store.retryNotice(id, now),
  forgetNotices: (deliveredBefore: number): Promise<number> => store.forgetNotices(deliveredBefore),
});
