import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { NoticeRow, NoticeState } from '../store/store.ts';

export const noticeStates: readonly NoticeState[] = ['waiting', 'delivered', 'dead'];

const instant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : formatInstant(at);

/** A notice as administrators read it. */
export const noticeItem = ({ id, body, createdAt, attempts, nextAt, deliveredAt, lastError }: NoticeRow) => ({
  id,
  state:
    deliveredAt !== undefined
      ? ('delivered' as const)
      : nextAt !== undefined
        ? ('waiting' as const)
        : ('dead' as const),
  createdAt: formatInstant(createdAt),
  attempts,
  ...given('nextAt', instant(nextAt)),
  ...given('deliveredAt', instant(deliveredAt)),
  ...given('lastError', lastError),
  payload: JSON.parse(body) as unknown,
});
