/** The keys of the dispatch: one table, by which they act and by which they are told. */

export type DeskKeyAction =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'open'
  | 'close'
  | 'search'
  | 'offer'
  | 'note'
  | 'cancel'
  | 'call-back'
  | 'merge'
  | 'undo'
  | 'new-order'
  | 'refresh'
  | 'keys';

interface DeskKey {
  action: DeskKeyAction;
  /** As `KeyboardEvent.key` has them. */
  keys: readonly string[];
  shown: string;
  does: string;
}

export const deskKeys: readonly DeskKey[] = [
  { action: 'next', keys: ['j', 'ArrowDown'], shown: 'J · ↓', does: '下一单' },
  { action: 'previous', keys: ['k', 'ArrowUp'], shown: 'K · ↑', does: '上一单' },
  { action: 'first', keys: ['Home'], shown: 'Home', does: '最急的一单' },
  { action: 'last', keys: ['End'], shown: 'End', does: '列表末尾' },
  { action: 'open', keys: ['Enter'], shown: 'Enter', does: '打开点单，进入详情' },
  { action: 'close', keys: ['Escape'], shown: 'Esc', does: '关闭，回到列表' },
  { action: 'search', keys: ['/'], shown: '/', does: '搜索' },
  { action: 'offer', keys: ['o'], shown: 'O', does: '派单' },
  { action: 'note', keys: ['n'], shown: 'N', does: '备注' },
  { action: 'cancel', keys: ['c'], shown: 'C', does: '撤单' },
  { action: 'call-back', keys: ['b'], shown: 'B', does: '回访' },
  { action: 'merge', keys: ['m'], shown: 'M', does: '并单' },
  { action: 'undo', keys: ['z'], shown: 'Z', does: '撤销自己的上一步' },
  { action: 'new-order', keys: ['a'], shown: 'A', does: '录入电话点单' },
  { action: 'refresh', keys: ['r'], shown: 'R', does: '重新读取' },
  { action: 'keys', keys: ['?', '？'], shown: '?', does: '显示、关闭本说明' },
];

/** Keys are read without their case, and never with Ctrl, Alt or Meta: those belong to the browser. */
export function actionOf({
  key,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): DeskKeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return deskKeys.find(({ keys }) => keys.includes(wanted))?.action;
}
