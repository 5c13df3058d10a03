/** Words of the desk for what befalls an order. The steps are called as the county's profile calls them. */
import type { CountyProfile } from '../../../../shared/county/profile.ts';
import type { OrderCommand, OrderDetail, OrderEvent } from '../../../../shared/wire/desk.ts';

const stateWords: Record<OrderDetail['state'], string> = {
  open: '在办',
  completed: '已办结',
  cancelled: '已撤单',
  merged: '已并单',
};
export const stateWord = (state: OrderDetail['state']): string => stateWords[state];

const eventWords: Record<string, string> = {
  'order.placed': '点单',
  'order.offered': '派单',
  'order.accepted': '接单',
  'order.declined': '退单',
  'order.completed': '办结',
  'order.rated': '评单',
  'order.showcased': '晒单',
  'order.cancelled': '撤单',
  'desk.called-back': '回访',
  'desk.noted': '备注',
  'desk.merged': '并单',
  'event.retracted': '更正',
};

const wishWords: Record<string, string> = {
  'order.placed': '许愿',
  'order.accepted': '认领',
  'order.completed': '圆梦',
};

/** As it happened, whatever the order in which stations sent it. */
export const latestFirst = (history: readonly OrderEvent[]): OrderEvent[] =>
  [...history].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.seq - a.seq);

/** What an event of an order is called; `群众点单` and the like where the profile names its steps so. */
export function eventWord(
  type: string,
  kind: 'service' | 'wish',
  profile: CountyProfile | undefined,
): string {
  const step = profile?.orderSteps.find(({ id }) => `order.${id}` === type);
  if (kind === 'wish') return wishWords[type] ?? eventWords[type] ?? type;
  return step?.name ?? eventWords[type] ?? type;
}

/** Who said it: the operator at the desk, or the site. */
export function speaker(
  event: Pick<OrderEvent, 'actor' | 'site'>,
  siteName: (code: string) => string,
): string {
  if (event.actor === undefined) return siteName(event.site);
  return `调度台 ${event.actor.replace(/^user:/, '')}`;
}

export interface CommandWords {
  /** On its button. */
  word: string;
  /** What was done, in the toast. */
  done: string;
  /** What it means, before it is sent. */
  note?: string;
}

export const commandWords: Record<OrderCommand, CommandWords> = {
  offer: { word: '派单', done: '已派单', note: '派单是邀请，队伍可以不接（《志愿服务条例》第二十五条）' },
  withdraw: { word: '收回', done: '已收回，待重新派单', note: '从现在的队伍收回，可以重新派单' },
  cancel: { word: '撤单', done: '已撤单', note: '撤单后本单不再办理，并通知各屏' },
  'call-back': { word: '回访', done: '已记回访', note: '低分单回访后，预警自行消除' },
  note: { word: '备注', done: '已备注' },
  merge: { word: '并单', done: '已并单', note: '本单并入另一单，不再单独办理，也不重复计数' },
  undo: { word: '撤销', done: '已撤销' },
  accept: { word: '代接单', done: '已代为接单', note: '队伍来电接单，由调度台代录' },
  decline: { word: '代退单', done: '已代为退单', note: '队伍来电退单，由调度台代录' },
  complete: { word: '代办结', done: '已代为办结', note: '队伍来电办结，由调度台代录' },
  rate: { word: '代评单', done: '已代为评单', note: '群众来电评价，由调度台代录' },
};

const ratingWords = ['', '很不满意', '不满意', '一般', '满意', '很满意'];
export const ratingWord = (score: number): string => `${score} 分 · ${ratingWords[score] ?? ''}`;
