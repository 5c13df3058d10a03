import type { AlertCause } from '../../../../shared/board/board.ts';

/** What ended an alert, in words. */
export const causeWords: Record<AlertCause, string> = {
  answered: '已派单或接单',
  completed: '已办结',
  cancelled: '已撤单',
  'called-back': '已回访',
  'checked-out': '已签退',
  recorded: '时长已补录',
  revoked: '记录已撤销',
  confirmed: '已核实无误',
  activity: '已开展活动',
  heard: '数据已恢复',
};
